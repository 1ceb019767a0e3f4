/** A customer managed policy with the statements, each an object in Terraform's language. */
export const policy = (...statements: readonly string[]): string =>
  `resource "aws_iam_policy" "p" {
  policy = ${document(...statements)}
}`;

/** The JSON of a policy. */
export const document = (...statements: readonly string[]): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(', ')}] })`;

/** An Allow. */
export const allow = (
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  more = '',
) =>
  `{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = ${JSON.stringify(resources)}${more ? `, ${more}` : ''} }`;

/** A Deny. */
export const deny = (
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  more = '',
) => allow(actions, resources, more).replace('"Allow"', '"Deny"');

/** One condition of a statement. */
export const when = (operator: string, key: string, value: string | readonly string[]) =>
  `Condition = { ${JSON.stringify(operator)} = { ${JSON.stringify(key)} = ${JSON.stringify(value)} } }`;

/** A role that trusts the principals of the statements. */
export const role = (trust: string = trusts('Service = "lambda.amazonaws.com"'), body = ''): string =>
  `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = ${document(trust)}
  ${body}
}`;

/** An Allow of a trust policy. */
export const trusts = (principal: string, more = '', action = 'sts:AssumeRole') =>
  `{ Effect = "Allow", Action = "${action}", Principal = { ${principal} }${more ? `, ${more}` : ''} }`;

/** A data source with one statement. */
export const data = (body: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    ${body}\n  }\n}`;

/** Configuration in which a part is a variable that nobody knows. */
export const unknown = (configuration: string): string =>
  `variable "x" {}\n${configuration.replaceAll('"VAR"', 'var.x')}`;
