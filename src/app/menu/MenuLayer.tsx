import type { CommandHost } from '../commands/registry.ts';
import { useStore } from '../store/store.ts';
import { ConnectBar } from './ConnectBar.tsx';
import { ContextMenu } from './ContextMenu.tsx';
import { itemsOf, titleOf } from './items.ts';

const close = (): void => useStore.setState({ menu: null });

/** What stands over the canvas only now and then: the context menu, and the bar of a request in the making. */
export function MenuLayer({ host }: { host: CommandHost }) {
  const state = useStore();
  const { menu, connecting } = state;
  const groups = menu === null ? [] : itemsOf(menu.target, state, host);
  return (
    <>
      {connecting !== null && <ConnectBar connecting={connecting} />}
      {menu !== null && groups.length > 0 && (
        <ContextMenu title={titleOf(menu.target)} at={menu.at} groups={groups} onClose={close} />
      )}
    </>
  );
}
