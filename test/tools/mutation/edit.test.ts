import { Block } from '../../../tools/mutation/block';
import { applyEdits } from '../../../tools/mutation/edit';
import type { SystemJson } from '../../../tools/mutation/system-json';

const json = {
  resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16', tags: { Name: 'main' }, list: [1, 2] } } },
};
const system: SystemJson = {
  environment: 'test',
  stacks: [
    { name: 'network', directory: 'stacks/network', json },
    { name: 'data', directory: 'stacks/data', json },
  ],
};
const vpc = new Block('network', 'resource', 'aws_vpc', 'main', json.resource.aws_vpc.main);
const edited = (...edits: Parameters<typeof applyEdits>[1]) => applyEdits(system, edits).stacks[0]?.json;

describe('applyEdits', () => {
  test('sets a value, and leaves the system as it was', () => {
    const before = JSON.stringify(system);
    expect(edited(vpc.set(['tags', 'Name'], 'other'))).toMatchObject({
      resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16', tags: { Name: 'other' } } } },
    });
    expect(JSON.stringify(system)).toBe(before);
  });

  test('shares the other stacks', () => {
    expect(applyEdits(system, [vpc.remove('tags')]).stacks[1]).toBe(system.stacks[1]);
  });

  test('takes out an attribute, an item and a block', () => {
    expect(JSON.stringify(edited(vpc.remove('tags')))).not.toContain('tags');
    expect(JSON.stringify(edited(vpc.remove('list', 0)))).toContain('"list":[2]');
    expect(edited(vpc.drop())).toEqual({ resource: { aws_vpc: {} } });
  });

  test('adds what is not there', () => {
    const gateway = vpc.beside('gateway', { vpc_id: vpc.reference('id') }, 'aws_internet_gateway');
    expect(gateway.add()).not.toHaveProperty('before');
    expect(edited(gateway.add())).toMatchObject({
      resource: { aws_internet_gateway: { main_gateway: { vpc_id: '${aws_vpc.main.id}' } } },
    });
  });

  test('remembers what stood there', () => {
    expect(vpc.set(['cidr_block'], '0.0.0.0/0').before).toBe('10.0.0.0/16');
  });

  test('refuses a path through a value', () => {
    expect(() => edited(vpc.set(['cidr_block', 'part'], 1))).toThrow('leads through "10.0.0.0/16" at part');
  });
});
