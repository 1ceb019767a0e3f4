import { rule } from '../../../../policies/rules/codepipeline/codepipeline-github-connection';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codepipeline" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a connection': of(`stage {
    name = "Source"
    action {
      name     = "s"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
    }
  }`),
  },
  fail: {
    'a token': of(`stage {
    name = "Source"
    action {
      name     = "s"
      category = "Source"
      owner    = "ThirdParty"
      provider = "GitHub"
    }
  }`),
  },
  silent: {
    'no source': of(`stage {
    name = "Build"
    action {
      name     = "b"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
    }
  }`),
  },
});
