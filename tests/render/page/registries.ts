/** What Grafana's server registers when it starts: how fields take their settings, and the transformations. */

import {
  PanelPlugin,
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

const nothing = () => null;

const STANDARD: Record<string, any> = {
  color: identityOverrideProcessor,
  decimals: numberOverrideProcessor,
  description: stringOverrideProcessor,
  displayName: displayNameOverrideProcessor,
  filterable: booleanOverrideProcessor,
  links: dataLinksOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  max: numberOverrideProcessor,
  min: numberOverrideProcessor,
  noValue: stringOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  unit: unitOverrideProcessor,
};

function item(id: string, process: any): any {
  return { id, path: id, name: id, description: '', editor: nothing, override: nothing, process, shouldApply: () => true };
}

export function register(): void {
  standardEditorsRegistry.setInit(() => [] as any);
  standardFieldConfigEditorRegistry.setInit(() => Object.entries(STANDARD).map(([id, process]) => item(id, process)));
  standardTransformersRegistry.setInit(() =>
    [...new Map(Object.values(standardTransformers).map((one: any) => [one.id, one])).values()].map((one: any) => ({
      id: one.id,
      name: one.name,
      transformation: async () => one,
      editor: nothing as any,
      imageDark: '',
      imageLight: '',
    }))
  );
}

/** A panel whose own settings of fields are taken as they stand. */
export function plugin(component: any, custom: string[]): PanelPlugin<any, any> {
  return new PanelPlugin<any, any>(component).useFieldConfig({
    useCustomConfig: (builder: any) => {
      for (const path of custom) {
        builder.addCustomEditor({ ...item(path, identityOverrideProcessor), path });
      }
    },
  } as any);
}
