using './main.bicep'

param location = 'westeurope'
param vaultLocation = 'northeurope'
param retentionDays = 5
param adminPassword = readEnvironmentVariable('SHOP_ADMIN_PASSWORD')
