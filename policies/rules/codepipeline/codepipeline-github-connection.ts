import { isUnknown } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codepipeline-github-connection',
  severity: 'low',
  summary: 'A pipeline takes its source from GitHub by a connection.',
  rationale:
    'The older action holds a personal token with the rights of a person, which nobody changes and which ' +
    'is in the state.',
  remediation: 'Use `owner = "AWS"`, `provider = "CodeStarSourceConnection"`.',
  types: ['aws_codepipeline'],
  check: (resource) =>
    writtenBlocks(resource, 'stage').flatMap((_stage, index) =>
      writtenBlocks(resource, `stage[${index}].action`).flatMap((action, position) => {
        if (isUnknown(action) || action['category'] !== 'Source') return [];
        const isOld = action['owner'] === 'ThirdParty' && action['provider'] === 'GitHub';
        return [
          isOld
            ? fail(
                'the source is taken with a personal token',
                `stage[${index}].action[${position}].provider`,
              )
            : pass(),
        ];
      }),
    ),
};
