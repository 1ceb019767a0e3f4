import { App, DataTerraformRemoteStateLocal, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { exportAttributes, importAttributes } from '../../stacks/sharing';

function twoStacks() {
  const app = new App({ skipBackendValidation: true, outdir: '.build/test-synth' });
  const producer = new TerraformStack(app, 'producer');
  const consumer = new TerraformStack(app, 'consumer');
  const remote = new DataTerraformRemoteStateLocal(consumer, 'producer', { path: 'state' });
  return { producer, consumer, remote };
}

/** What Terraform would read: through an output, as every other value. */
function resolved(stack: TerraformStack, value: unknown): unknown {
  new TerraformOutput(stack, 'resolved', { value });
  return stack.toTerraform().output.resolved.value;
}

const attributes = {
  vpcId: Token.asString('${aws_vpc.main.id}'),
  arn: 'arn:aws:x:${aws_x.y.id}',
  zones: ['a', 'b'],
  natAddresses: [] as string[],
  port: Token.asNumber('${aws_x.y.port}'),
  subnets: { private: [{ id: Token.asString('${aws_subnet.a.id}'), zone: 'a', routeTableId: undefined }] },
};

describe('sharing attributes between stacks', () => {
  it('writes one output in snake case, without what is undefined', () => {
    const { producer } = twoStacks();
    exportAttributes(producer, 'network', attributes);
    expect(producer.toTerraform().output.network.value).toEqual({
      vpc_id: '${aws_vpc.main.id}',
      arn: 'arn:aws:x:${aws_x.y.id}',
      zones: ['a', 'b'],
      nat_addresses: [],
      port: '${aws_x.y.port}',
      subnets: { private: [{ id: '${aws_subnet.a.id}', zone: 'a' }] },
    });
  });

  it('reads references by their path and keeps plain values', () => {
    const { consumer, remote } = twoStacks();
    const read = importAttributes(remote, 'network', attributes);
    const output = 'data.terraform_remote_state.producer.outputs.network';
    expect(resolved(consumer, read)).toEqual({
      vpcId: `\${${output}.vpc_id}`,
      arn: `\${${output}.arn}`,
      zones: ['a', 'b'],
      natAddresses: [],
      port: `\${${output}.port}`,
      subnets: {
        private: [{ id: `\${${output}.subnets.private[0].id}`, zone: 'a', routeTableId: undefined }],
      },
    });
    expect(Token.isUnresolved(read.vpcId)).toBe(true);
  });

  it('refuses what cannot cross: a list that is a reference as a whole', () => {
    const { remote } = twoStacks();
    expect(() => importAttributes(remote, 'x', { ids: Token.asList('${aws_x.y.ids}') })).toThrow(
      /x.ids: only strings, numbers, booleans, arrays and objects/,
    );
  });
});
