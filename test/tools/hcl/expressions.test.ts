import { inlineText, layOut } from '../../../tools/hcl/expression';
import { HclError } from '../../../tools/hcl/hcl-error';
import { jsonEncoded, terraformJson } from '../../../tools/hcl/json-encoded';
import { joinTokens } from '../../../tools/hcl/spacing';
import {
  keyText,
  literalString,
  referenceExpression,
  templateExpression,
  typeExpression,
} from '../../../tools/hcl/template';
import { scanExpression } from '../../../tools/hcl/tokens';

describe('joinTokens', () => {
  it.each([
    ['1+2', '1 + 2'],
    ['a-1', 'a-1'],
    ['a -1', 'a - 1'],
    ['f( -1,- x )', 'f(-1, -x)'],
    ['! a&&b', '!a && b'],
    ['a [ 0 ] . b [ * ]', 'a[0].b[*]'],
    ['[for x in[1]:x]', '[for x in [1] : x]'],
    ['{for k,v in m:k=>v...}', '{ for k, v in m : k => v... }'],
    ['{ }', '{}'],
    ['f({a=1})', 'f({ a = 1 })'],
    ['max(l ...)', 'max(l...)'],
    ['provider :: aws :: f (1)', 'provider::aws::f(1)'],
    ['a?"x${ b+1 }":c', 'a ? "x${b + 1}" : c'],
    ['"${~ x ~} %{ if a }b%{ endif }"', '"${~x~} %{if a}b%{endif}"'],
    ['"${ {a=1}.a }"', '"${ { a = 1 }.a}"'],
  ])('spaces %s as terraform fmt does', (source, expected) => {
    expect(joinTokens(scanExpression(source).tokens)).toBe(expected);
  });
});

describe('scanExpression', () => {
  it.each([
    '(',
    'a)',
    '"x',
    '"${a"',
    'a # comment',
    'a // comment',
    'a /* b */',
    '<<EOT\nx\nEOT\n',
    "'a'",
    '"a\nb"',
    '[}',
  ])('refuses %j', (source) => {
    expect(() => scanExpression(source)).toThrow(HclError);
  });

  it('joins lines, with commas where they separated', () => {
    const { tokens } = scanExpression('f(a,\n b ? {\n x = 1\n\n y = [1,\n 2]\n} : c)');
    expect(inlineText(layOut(tokens, joinTokens))).toBe('f(a, b ? { x = 1, y = [1, 2] } : c)');
  });
});

describe('templateExpression', () => {
  it.each([
    ['', '""'],
    ['a"b\\c\td\r\u0000\u2028', '"a\\"b\\\\c\\td\\r\\u0000\\u2028"'],
    ['one\n', '"one\\n"'],
    ['one\ntwo', '"one\\ntwo"'],
    ['$${a} %%{b} $ % ${c}', '"$${a} %%{b} $ % ${c}"'],
    ['${aws_vpc.main.id}', 'aws_vpc.main.id'],
    ['${a}${b}', '"${a}${b}"'],
    ['${"x\\"y"}', '"x\\"y"'],
    ['a${f("b\\n")}', '"a${f("b\\n")}"'],
    ['a\n\n${~ b}', '"a\\n${b}"'],
    ['${a ~}\n\n b', '"${a}\\n b"'],
    ['a ${~ b ~} c', '"a ${~b~} c"'],
    ['\ufeffa', '"a"'],
  ])('writes %j', (source, expected) => {
    expect(inlineText(templateExpression(source, false))).toBe(expected);
  });

  it('writes lines as a heredoc, with a marker that is not in them', () => {
    expect(templateExpression('a\n EOT\n"${b+1}"\n', false)).toEqual({
      kind: 'heredoc',
      marker: 'EOT2',
      text: 'a\n EOT\n"${b + 1}"\n',
    });
    expect(inlineText(templateExpression('a\nb\n', true))).toBe('"a\\nb\\n"');
    expect(inlineText(templateExpression('a\r\nb\r\n', false))).toBe('"a\\r\\nb\\r\\n"');
  });

  it('refuses what is not a template', () => {
    for (const source of ['${', '${}', 'a ${b', '%{ if "x }']) {
      expect(() => templateExpression(source, false)).toThrow(HclError);
    }
  });
});

describe('other strings', () => {
  it('escapes what would be evaluated in a literal', () => {
    expect(inlineText(literalString('${a} %{b} $${c}', false))).toBe('"$${a} %%{b} $$${c}"');
  });

  it('unquotes references and types', () => {
    expect(inlineText(referenceExpression('${aws_vpc.x["a"]}'))).toBe('aws_vpc.x["a"]');
    expect(inlineText(referenceExpression('all'))).toBe('all');
    expect(inlineText(typeExpression('list'))).toBe('list(any)');
    expect(inlineText(typeExpression('${map(string)}'))).toBe('map(string)');
  });

  it.each([
    ['a_b-c', 'a_b-c'],
    ['for', '"for"'],
    ['a.b', '"a.b"'],
    ['1', '"1"'],
    ['${a}', '"${a}"'],
  ])('writes the key %s', (key, expected) => {
    expect(keyText(key, false)).toBe(expected);
  });
});

describe('jsonEncoded', () => {
  it('writes JSON that Terraform would encode to the same', () => {
    const source = '{"a":[1,true,null,"\\u003c\\"\\n"],"b c":{}}';
    expect(terraformJson(JSON.parse(source))).toBe(source);
    expect(jsonEncoded(source)).toMatchObject({ kind: 'call', name: 'jsonencode' });
  });

  it.each([
    ['other order', '{"b":1,"a":2}'],
    ['spaces', '{"a": 1}'],
    ['a character that Terraform escapes', '{"a":"<"}'],
    ['an exponent', '{"a":1e30}'],
    ['the same key twice', '{"a":1,"a":1}'],
    ['something to evaluate', '{"a":"${b}"}'],
    ['an escape for that', '{"a":"$${b}"}'],
    ['a control character', '{"a":"\\b"}'],
    ['text that Terraform normalises', '{"a":"e\u0301"}'],
    ['no JSON', '{a}'],
    ['nothing in it', '{}'],
  ])('leaves a string with %s as it is', (_name, source) => {
    expect(jsonEncoded(source)).toBeUndefined();
  });
});
