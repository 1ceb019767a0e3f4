import type { Resource } from '../../../graph/resource';
import { sameValue } from '../../../graph/value';
import { written } from '../../attribute';
import { type Companions, companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

/** The settings of a stage's methods: those for all of them, path `*` `/` `*`, and those for single ones. */
export function methodSettingsOf(context: RuleContext, stage: Resource): Companions {
  const { sure, possible } = companionsOf(context, stage, 'aws_api_gateway_method_settings', 'stage_name', [
    'stage_name',
  ]);
  const isOfSameApi = (settings: Resource): boolean => haveSameApi(context, stage, settings);
  return { sure: sure.filter(isOfSameApi), possible: possible.filter(isOfSameApi) };
}

/** Whether the settings are those of every method of the stage. */
export function isForAllMethods(settings: Resource): boolean {
  const path = written(settings, 'method_path');
  return typeof path === 'string' && /^\/?\*\/\*$/.test(path);
}

/** Stages of two APIs may have one name. */
function haveSameApi(context: RuleContext, stage: Resource, settings: Resource): boolean {
  const [mine, theirs] = [stage, settings].map((one) => context.graph.referencesFrom(one, 'rest_api_id'));
  if (mine && theirs && mine.length > 0 && theirs.length > 0) return theirs.some((api) => mine.includes(api));
  return sameValue(written(stage, 'rest_api_id') ?? null, written(settings, 'rest_api_id') ?? null) !== false;
}
