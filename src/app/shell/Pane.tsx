import { Component, type ErrorInfo, type ReactNode } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Pane.module.css';

interface PaneProps {
  name: string;
  children: ReactNode;
}
interface PaneState {
  error: Error | null;
  details: string;
}

/** A pane that fails, fails alone: it says so, hands out the details, and can be tried again. */
export class Pane extends Component<PaneProps, PaneState> {
  override state: PaneState = { error: null, details: '' };

  static getDerivedStateFromError(error: unknown): Partial<PaneState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.setState({ details: `${this.props.name}: ${stack}\n${info.componentStack ?? ''}` });
  }

  override render(): ReactNode {
    const { error, details } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={styles.failed} role="alert">
        <p>{shellWords.paneFailed}</p>
        <code>{error.message}</code>
        <div className={styles.actions}>
          <Button look="primary" onClick={() => this.setState({ error: null, details: '' })}>
            {shellWords.tryAgain}
          </Button>
          <Button look="line" onClick={() => void navigator.clipboard.writeText(details).catch(() => undefined)}>
            {shellWords.copyDetails}
          </Button>
        </div>
      </div>
    );
  }
}
