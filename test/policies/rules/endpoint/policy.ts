/** An endpoint with a policy of these statements. */
export function endpointWith(...statements: readonly string[]): string {
  return `resource "aws_vpc_endpoint" "e" {
    vpc_id       = "vpc-1"
    service_name = "com.amazonaws.eu-central-1.s3"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [${statements.map((one) => `{ ${one} }`).join(', ')}]
    })
  }`;
}
