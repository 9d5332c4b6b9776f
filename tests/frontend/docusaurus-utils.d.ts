// Stands in for @docusaurus/utils, of which the sidebars' types need this one name.
export interface Slugger {
  slug: (value: string, options?: { maintainCase?: boolean }) => string
}
