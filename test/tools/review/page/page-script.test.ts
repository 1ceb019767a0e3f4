import { pageScript } from '../../../../tools/review/page/page-script';

describe('the script of the page', () => {
  it('has what it needs in it, and makes no markup of text', () => {
    const script = pageScript();
    expect(script).toContain('panzoomstart');
    expect(script).toMatch(/^\/\*! with @panzoom\/panzoom, MIT License, Copyright/);
    expect(script.length).toBeLessThan(40_000);
    expect(script).not.toMatch(/\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|import)\b/);
    expect(script).not.toMatch(/fetch\(|XMLHttpRequest|https?:\/\//);
  });
});
