/** An Azure cloud: where Resource Manager answers, who signs people in, and which Resource Graph API version it has. */
export interface Cloud {
  readonly name: CloudName;
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/control-plane-and-data-plane */
  readonly armEndpoint: string;
  readonly authorityHost: string;
  readonly portal: string;
  /** Where it is not the version that the SDK sends. */
  readonly apiVersion?: string;
}

/** What `--cloud` takes. */
export const cloudNames = ['public', 'usgovernment', 'china'] as const;
/** One of `cloudNames`. */
export type CloudName = (typeof cloudNames)[number];

/** The clouds by name: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and https://learn.microsoft.com/azure/china/resources-developer-guide */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    name: 'public',
    armEndpoint: 'https://management.azure.com',
    authorityHost: 'https://login.microsoftonline.com',
    portal: 'https://portal.azure.com',
  },
  usgovernment: {
    name: 'usgovernment',
    armEndpoint: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    portal: 'https://portal.azure.us',
  },
  china: {
    name: 'china',
    armEndpoint: 'https://management.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    // China's Resource Graph answers 404 InvalidResourceType for newer versions.
    apiVersion: '2022-10-01',
  },
};
