import { expect, test } from 'vitest';
import { drawOcclusions } from '../../../src/core/cards/image-occlusion.ts';
import { renderCard } from '../../../src/core/cards/render-card.ts';
import { carriesScripts } from '../../../src/core/cards/script-detection.ts';

const SCRIPT = '<script>\ntry { anki.imageOcclusion.setup(); } catch (problem) { alert(`<br>${problem}`); }\n</script>';
const FRONT = `<div style="display: none">{{cloze:Occlusion}}</div><div id="image-occlusion-container">\n{{Image}}\n<canvas id="image-occlusion-canvas"></canvas></div>${SCRIPT}`;
const BACK = `${FRONT}<button id="toggle">Toggle Masks</button>{{Extra}}`;
const SHAPES = [
  '{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.05:oi=1}}',
  '{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.2:angle=30:oi=1}}',
  '{{c3::image-occlusion:polygon:left=.2:top=.1:points=0,0 .1,.2 .3,.1}}',
  '{{c0::image-occlusion:text:left=.7:top=.8:text=Ratio\\: 1 &lt; 2:scale=2:fs=.03}}',
].join('<br>');

function render(number: number, occlusion = SHAPES) {
  const fields = ['Occlusion', 'Image', 'Extra'];
  return renderCard({
    noteType: { name: 'Map', kind: 'cloze', css: '', fields: fields.map((name) => ({ name, rightToLeft: false })), templates: [{ name: 'Cloze', questionFormat: FRONT, answerFormat: BACK }] },
    fields: [occlusion, '<img src="map.png">', 'more'],
    tags: [],
    deckName: 'Maps',
    ordinal: number - 1,
    flag: 0,
    mediaUrlOf: (name) => `/media/hash/${name}`,
  });
}

const stylesOf = (html: string): readonly (readonly [string, string])[] => [...html.matchAll(/<div class="occlusion-(\w+)" style="position:absolute;([^"]*)"/g)].map(([, role = '', style = '']) => [role, style] as const);

test('the asked shape covers the picture on the question, and stands marked on the answer', () => {
  const card = render(1);
  expect(stylesOf(card.question.html)[0]).toEqual(['asked', 'left:10%;top:20%;width:30%;height:5%;background:var(--active-shape-color,#ff8e8e);box-shadow:inset 0 0 0 1px #212121']);
  expect(stylesOf(card.answer.html)[0]).toEqual(['shown', 'left:10%;top:20%;width:30%;height:5%;background:var(--highlight-shape-color,transparent);box-shadow:inset 0 0 0 2px #ff8e8e']);
  expect(card.question.html).toContain('<img src="/media/hash/map.png">');
});

test('other shapes cover it only where their author hides all; labels are always there', () => {
  expect(stylesOf(render(1).question.html).map(([role]) => role)).toEqual(['asked', 'other', 'label']);
  const styles = stylesOf(render(3).question.html);
  expect(styles.map(([role]) => role)).toEqual(['other', 'other', 'asked', 'label']);
  expect(styles[1]?.[1]).toMatch(/^left:50%;top:50%;width:20%;height:40%;border-radius:50%;transform:rotate\(30deg\)/);
  expect(styles[2]?.[1]).toMatch(/^left:0;top:0;width:100%;height:100%;clip-path:polygon\(20% 10%,30% 30%,50% 20%\)/);
  expect(styles[3]?.[1]).toMatch(/^left:70%;top:80%;font-size:6.00cqh/);
  expect(render(3).question.html).toContain('>Ratio: 1 &lt; 2</div>');
});

test('the picture without masks can be asked for where any are left on the answer, in place of the button', () => {
  expect(render(1).answer.html).toContain('<details class="hint"><summary>Without masks</summary><div>\n<img src="/media/hash/map.png">\n</div></details>more');
  expect(render(1).answer.html).not.toContain('Toggle Masks');
  expect(render(3, '{{c3::image-occlusion:rect:left=0:top=0:width=1:height=1}}').answer.html).not.toMatch(/details|Toggle/);
});

test('its script is not missed, any other is', () => {
  expect(render(1).hasScripts).toBe(false);
  expect([carriesScripts(FRONT), carriesScripts(`${FRONT}<script>more()</script>`), carriesScripts('<script src="x.js"></script>')]).toEqual([false, true, true]);
});

test('shapes that cannot be read cover nothing and break nothing', () => {
  const odd = '{{c1::image-occlusion:rect:left=x:top:width=1e999}}{{c1::image-occlusion:polygon:points=}}{{c1::image-occlusion:star}}{{c1::image-occlusion:text:text="><b>}}{{c1::plain}}';
  const { question } = render(1, odd);
  expect(stylesOf(question.html).map(([role]) => role)).toEqual(['asked', 'asked', 'label']);
  expect(question.html).not.toContain('"><b>');
  expect(drawOcclusions('<p>no picture</p>', [SHAPES], 1, 'question')).toBe('<p>no picture</p>');
});
