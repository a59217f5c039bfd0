import { useMemo, useState } from 'react';
import { requestFormWords } from '../../content/locales/en/requestForm.ts';
import type { NodeId } from '../../core/model/overview.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { connectWords } from '../../content/locales/en/connect.ts';
import { dialogOf } from '../store/connect.ts';
import { run } from '../store/run.ts';
import { addToDocument, runWithToken } from '../store/scenarioEdits.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FieldFrame, TextAreaField, TextField } from '../ui/Field.tsx';
import { PlayIcon } from '../ui/icons.tsx';
import { Select } from '../ui/Select.tsx';
import { calleeOptions, dial, startForm, readForm, type FormErrors, type RequestForm } from './requestForm.ts';
import styles from './RequestDialog.module.css';
import { type Bench, readBench, startBench } from './token/bench.ts';
import { TokenBench } from './token/TokenBench.tsx';

export interface RequestDialogProps {
  evaluation: Evaluation;
  from: NodeId | null;
  to: NodeId | null;
  onClose: () => void;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Who sends what to whom. Runs it at once, or adds it to the document first. */
export function RequestDialog({ evaluation, from, to, onClose }: RequestDialogProps) {
  const { overview, scenario } = evaluation;
  const [start] = useState(() => startBench(from === null && to === null ? evaluation.request : null, evaluation));
  const [form, setForm] = useState<RequestForm>(() =>
    startForm({ overview, known: scenario.requests, current: start.request, from, to }),
  );
  const [bench, setBench] = useState<Bench>(start.bench);
  const [errors, setErrors] = useState<FormErrors>({});
  const callees = calleeOptions(overview);
  const set = <K extends keyof RequestForm>(key: K, value: RequestForm[K]): void => {
    setForm((old) => ({ ...old, [key]: value }));
    setErrors((old) => ({ ...old, [key]: undefined }));
  };
  const read = useMemo(
    () =>
      readForm(
        form,
        overview,
        scenario.requests.map(({ id }) => id),
      ),
    [form, overview, scenario],
  );
  const submit = (add: boolean): void => {
    const whole = 'errors' in read ? null : readBench(bench, read.request, evaluation);
    if ('errors' in read || whole === null) {
      if ('errors' in read) setErrors(read.errors);
      return;
    }
    if ('errors' in whole) {
      setBench({ ...bench, errors: whole.errors });
      return;
    }
    const { request, token } = whole;
    useStore.setState({ dialog: null });
    if (add) void addToDocument(request, token);
    else if (token !== null) void runWithToken(request, token);
    else run(request);
  };

  return (
    <Dialog title={requestFormWords.title} onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(false);
        }}
      >
        <FieldFrame label={requestFormWords.from} error={errors.from}>
          {({ id, describedBy, invalid }) => (
            <Select
              data-first
              look="field"
              id={id}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              value={form.from}
              onChange={(value) => set('from', value)}
            >
              {overview.workloads.map((workload) => (
                <option key={workload.id} value={workload.id}>
                  {workload.name}, {workload.namespace}
                </option>
              ))}
              <option value="outside">{requestFormWords.outsideTheCluster}</option>
            </Select>
          )}
        </FieldFrame>
        <FieldFrame label={requestFormWords.to} error={errors.to}>
          {({ id, describedBy, invalid }) => (
            <Select
              look="field"
              id={id}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              value={form.to}
              onChange={(value) => {
                setForm((old) => dial(old, value, scenario.requests));
                setErrors({});
              }}
            >
              {callees.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
              <option value="other">{requestFormWords.anotherHost}</option>
            </Select>
          )}
        </FieldFrame>
        {form.to === 'other' && (
          <TextField
            wide
            label={requestFormWords.host}
            value={form.host}
            error={errors.host}
            placeholder="api.github.com"
            onChange={(value) => set('host', value)}
          />
        )}
        <TextField
          label={requestFormWords.port}
          inputMode="numeric"
          value={form.port}
          error={errors.port}
          onChange={(value) => set('port', value)}
        />
        <FieldFrame label={requestFormWords.protocol}>
          {({ id }) => (
            <Select
              look="field"
              id={id}
              value={form.protocol}
              onChange={(value) => set('protocol', value === 'tcp' ? 'tcp' : 'http')}
            >
              <option value="http">HTTP</option>
              <option value="tcp">TCP</option>
            </Select>
          )}
        </FieldFrame>
        {form.protocol === 'http' && (
          <>
            <TextField
              label={requestFormWords.method}
              list="http-methods"
              value={form.method}
              error={errors.method}
              onChange={(value) => set('method', value)}
            />
            <datalist id="http-methods">
              {methods.map((method) => (
                <option key={method} value={method}>
                  {method}
                </option>
              ))}
            </datalist>
            <TextField
              label={requestFormWords.path}
              value={form.path}
              error={errors.path}
              onChange={(value) => set('path', value)}
            />
            <TextAreaField
              wide
              label={requestFormWords.headers}
              rows={2}
              hint={requestFormWords.headersHint}
              value={form.headers}
              error={errors.headers}
              onChange={(value) => set('headers', value)}
            />
            <TokenBench
              bench={bench}
              evaluation={evaluation}
              request={'errors' in read ? null : read.request}
              onChange={setBench}
            />
          </>
        )}
        <Checkbox checked={form.tls} onChange={(checked) => set('tls', checked)}>
          {requestFormWords.tls}
        </Checkbox>
        <div className={styles.actions}>
          {from !== null && to !== null && (
            <Button
              className={styles.instead}
              onClick={() => useStore.setState({ dialog: dialogOf('policy', from, to) })}
            >
              {connectWords.policy.other}…
            </Button>
          )}
          <Button onClick={onClose}>{requestFormWords.cancel}</Button>
          <Button look="line" onClick={() => submit(true)}>
            {requestFormWords.add}
          </Button>
          <Button look="primary" type="submit">
            <PlayIcon />
            {requestFormWords.run}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
