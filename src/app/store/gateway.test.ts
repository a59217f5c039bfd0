import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { redo, undo, withFile, writeDocument } from './gateway.ts';
import { useStore } from './store.ts';

const doc = (text: string): HopwiseDocument => ({ files: [{ name: 'a.yaml', text }] });
const text = (): string | undefined => useStore.getState().document.files[0]?.text;

describe('the gateway', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useStore.setState({
      document: doc('0'),
      origin: 'shop',
      undo: [],
      redo: [],
      frame: 'answer',
      selected: 'shop/reviews',
    });
  });
  afterEach(() => {
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
  });

  it('undoes and redoes whole documents, and nothing but the document', () => {
    writeDocument(doc('1'));
    writeDocument(doc('2'), { origin: null });
    useStore.setState({ selected: null });
    undo();
    expect([text(), useStore.getState().origin]).toEqual(['1', 'shop']);
    undo();
    undo();
    expect(text()).toBe('0');
    redo();
    redo();
    expect([text(), useStore.getState().origin]).toEqual(['2', null]);
    expect(useStore.getState()).toMatchObject({ frame: 'answer', selected: null });
  });

  it('takes a burst of typing as one step', () => {
    for (const typed of ['1', '12', '123']) {
      writeDocument(doc(typed), { burst: 'typing a.yaml' });
      vi.advanceTimersByTime(200);
    }
    vi.advanceTimersByTime(2000);
    writeDocument(doc('1234'), { burst: 'typing a.yaml' });
    undo();
    expect(text()).toBe('123');
    undo();
    expect(text()).toBe('0');
  });

  it('starts a new step after an undo', () => {
    writeDocument(doc('1'), { burst: 'typing a.yaml' });
    writeDocument(doc('2'), { burst: 'typing a.yaml' });
    undo();
    writeDocument(doc('3'), { burst: 'typing a.yaml' });
    undo();
    expect(text()).toBe('0');
  });

  it('forgets what was undone once something else is written', () => {
    writeDocument(doc('1'));
    undo();
    writeDocument(doc('2'));
    redo();
    expect(text()).toBe('2');
  });

  it('does not go back before the first document of a visit', () => {
    useStore.setState({ document: { files: [] }, undo: [] });
    writeDocument(doc('1'));
    undo();
    expect(text()).toBe('1');
  });

  it('replaces one file and keeps the others', () => {
    const two = {
      files: [
        { name: 'a', text: '1' },
        { name: 'b', text: '2' },
      ],
    };
    expect(withFile(two, 'b', '3')).toEqual({
      files: [
        { name: 'a', text: '1' },
        { name: 'b', text: '3' },
      ],
    });
  });
});
