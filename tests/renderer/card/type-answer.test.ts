import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import TypeAnswer from '../../../src/renderer/shared/card/TypeAnswer.svelte';

afterEach(cleanup);

test('on the question an answer is typed, and Enter hands it in without reaching the page', async () => {
  const oninput = vi.fn();
  const onsubmit = vi.fn();
  const onPage = vi.fn();
  window.addEventListener('keydown', onPage);
  render(TypeAnswer, { expected: 'Paris', side: 'question', typed: '', oninput, onsubmit });
  const input = screen.getByRole('textbox', { name: 'Your answer' });
  await fireEvent.input(input, { target: { value: 'Par' } });
  expect(oninput).toHaveBeenCalledWith('Par');
  await fireEvent.keyDown(input, { key: 'Enter' });
  expect(onsubmit).toHaveBeenCalledOnce();
  expect(onPage).not.toHaveBeenCalled();
  window.removeEventListener('keydown', onPage);
});

test('on the answer wrong letters are struck out and missing ones marked, in words for those who do not see it', () => {
  render(TypeAnswer, { expected: 'Paris', side: 'answer', typed: 'Baris' });
  expect(screen.getByRole('group', { name: 'You typed' }).querySelector('del')?.textContent).toBe('B');
  expect(screen.getByRole('group', { name: 'Expected' }).querySelector('ins')?.textContent).toBe('P');
  expect(screen.getByRole('group', { name: 'Expected' }).textContent?.trim()).toBe('Paris');
});

test('a right answer is shown once, an empty one shows only what was expected', async () => {
  const { rerender } = render(TypeAnswer, { expected: 'Paris', side: 'answer', typed: 'Paris' });
  expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual(['Right']);
  await rerender({ expected: 'Paris', side: 'answer', typed: '' });
  expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual(['Expected']);
});
