/** Keeps a frame as high as what is in it: after each change, as pictures arrive, as the window is resized. */

export interface FrameHeight {
  /** Forgets what was known about the last card, and measures. */
  readonly restart: () => void;
  readonly measure: () => void;
  readonly stop: () => void;
}

/** No card is higher; a style that grows with its frame ends here. */
const MOST_PIXELS = 4_000_000;
/** So often in a row a frame may grow although its content's width and pictures stay: then the style chases its own frame. */
const MOST_GROWTHS = 60;

export function followHeight(frame: HTMLIFrameElement, root: HTMLElement, body: HTMLElement): FrameHeight {
  let applied = 0;
  let overhang = 0;
  let growths = 0;
  let lastFlow = -1;

  const measure = () => {
    const flow = Math.ceil(root.getBoundingClientRect().height);
    if (flow !== lastFlow) overhang = 0;
    lastFlow = flow;
    // What is placed absolutely or floats out of the flow shows as overflow of a frame that is too low.
    const visible = root.clientHeight;
    if (root.scrollHeight > Math.max(visible, flow)) overhang = root.scrollHeight - flow;
    const scrollbar = Math.max(0, frame.clientHeight - visible);
    const wanted = Math.min(flow + overhang + (scrollbar < 40 ? scrollbar : 0), MOST_PIXELS);
    if (wanted === applied) return;
    if (wanted > applied && (growths += 1) > MOST_GROWTHS) return;
    applied = wanted;
    frame.style.blockSize = `${wanted}px`;
  };

  let pending = 0;
  // Ten thousand pictures arrive one by one: measuring at each would lay the card out ten thousand times.
  const measureSoon = () => {
    if (pending !== 0) return;
    pending = requestAnimationFrame(() => {
      pending = 0;
      measure();
    });
  };
  const onLoad = () => {
    growths = 0;
    measureSoon();
  };
  const observer = new ResizeObserver(measureSoon);
  observer.observe(root);
  observer.observe(body);
  body.addEventListener('load', onLoad, true);
  body.addEventListener('toggle', onLoad, true);
  return {
    measure,
    restart: () => {
      overhang = 0;
      growths = 0;
      lastFlow = -1;
      measure();
    },
    stop: () => {
      cancelAnimationFrame(pending);
      observer.disconnect();
      body.removeEventListener('load', onLoad, true);
      body.removeEventListener('toggle', onLoad, true);
    },
  };
}
