// A web shop: two machines, a vault and a policy. Several things are wrong with its backup; run `npm run demo` to see them.
targetScope = 'resourceGroup'

@description('Region of the machines.')
param location string = resourceGroup().location

@description('Region of the Recovery Services vault.')
param vaultLocation string = location

@description('Days that recovery points are kept.')
param retentionDays int = 30

@secure()
param adminPassword string

var prefix = 'shop'
var machines = [
  { name: 'web', size: 'Standard_D2s_v5', agent: true }
  { name: 'worker', size: 'Standard_D4s_v5', agent: false }
]

resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: '${prefix}-vault'
  location: vaultLocation
  sku: { name: 'RS0', tier: 'Standard' }
  properties: {
    publicNetworkAccess: 'Enabled'
    redundancySettings: {
      standardTierStorageRedundancy: 'LocallyRedundant'
    }
  }
}

module policy 'modules/backup-policy.bicep' = {
  name: 'backup-policy'
  params: {
    vaultName: vault.name
    retentionDays: retentionDays
  }
}

resource nics 'Microsoft.Network/networkInterfaces@2024-01-01' = [for machine in machines: {
  name: '${prefix}-${machine.name}-nic'
  location: location
  properties: {
    ipConfigurations: [
      {
        name: 'ipconfig'
        properties: {
          subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', '${prefix}-vnet', 'default') }
        }
      }
    ]
  }
}]

resource vms 'Microsoft.Compute/virtualMachines@2024-03-01' = [for (machine, i) in machines: {
  name: '${prefix}-${machine.name}'
  location: location
  properties: {
    hardwareProfile: { vmSize: machine.size }
    osProfile: {
      computerName: machine.name
      adminUsername: 'shopadmin'
      adminPassword: adminPassword
      windowsConfiguration: {
        provisionVMAgent: machine.agent
      }
    }
    storageProfile: {
      imageReference: {
        publisher: 'MicrosoftWindowsServer'
        offer: 'WindowsServer'
        sku: '2022-datacenter-azure-edition'
        version: 'latest'
      }
      osDisk: { createOption: 'FromImage' }
    }
    networkProfile: {
      networkInterfaces: [{ id: nics[i].id }]
    }
  }
}]

// Only the web server is protected; the worker was forgotten.
resource webBackup 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
  name: '${vault.name}/Azure/iaasvmcontainer;iaasvmcontainerv2;${resourceGroup().name};${vms[0].name}/vm;iaasvmcontainerv2;${resourceGroup().name};${vms[0].name}'
  properties: {
    protectedItemType: 'Microsoft.Compute/virtualMachines'
    policyId: policy.outputs.policyId
    sourceResourceId: vms[0].id
  }
}
