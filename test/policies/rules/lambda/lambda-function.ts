/** A function with these arguments besides those that it must have. */
export function lambda(body = '', name = 'f'): string {
  return `resource "aws_lambda_function" "${name}" {
    function_name = "${name}"
    role          = "arn:aws:iam::123456789012:role/${name}"
    ${body}
  }`;
}
