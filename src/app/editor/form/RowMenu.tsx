import { formWords } from '../../../content/locales/en/form.ts';
import type { Path } from '../../../core/model/resource.ts';
import { CloseIcon, MoreIcon } from '../../ui/icons.tsx';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useForm } from './formContext.ts';
import styles from './Form.module.css';

/** Takes a field, an entry or an item away. */
export function RemoveButton({ path, name }: { path: Path; name: string }) {
  const { readOnly, change } = useForm();
  if (readOnly) return null;
  return (
    <Button
      small
      square
      className={styles.tool ?? ''}
      aria-label={formWords.remove(name)}
      title={formWords.remove(name)}
      onClick={() => change({ kind: 'remove', path }, path.slice(0, -1))}
    >
      <CloseIcon size={14} />
    </Button>
  );
}

/** What else can be done with an item of a list. */
export function ItemMenu({ path, count, name }: { path: Path; count: number; name: string }) {
  const { readOnly, change } = useForm();
  const index = Number(path.at(-1));
  if (readOnly) return null;
  const at = (to: number): Path => [...path.slice(0, -1), to];
  const items = [
    {
      key: 'copy',
      label: formWords.duplicate,
      when: true,
      run: () => change({ kind: 'duplicate', path }, at(index + 1)),
    },
    {
      key: 'up',
      label: formWords.moveUp,
      when: index > 0,
      run: () => change({ kind: 'swap', path: at(index - 1) }, at(index - 1)),
    },
    {
      key: 'down',
      label: formWords.moveDown,
      when: index < count - 1,
      run: () => change({ kind: 'swap', path }, at(index + 1)),
    },
  ];
  return (
    <Menu
      button={<MoreIcon size={14} />}
      label={formWords.moreFor(name)}
      buttonClass={styles.more}
      groups={[{ items: items.filter(({ when }) => when) }]}
    />
  );
}
