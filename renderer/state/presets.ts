import { create } from 'zustand';
import { defaultsOf, fitParams } from '../../preload/contract/model.ts';
import type { PresetView } from '../../preload/contract/schemas/form.ts';
import { ask } from '../bridge.ts';
import { sayFailure } from '../ui/toasts.ts';
import { promptNow, pushFormStep, setPrompt } from './batch.ts';
import { worldNow } from './core.ts';
import { modelOf, paramsOf, useDraft } from './draft.ts';
import type { Step } from './undo.ts';
import { uuidv7 } from './uuid.ts';

/** The person's own presets; null until they are asked for. */
export interface Presets {
  readonly presets: readonly PresetView[] | null;
}

export const usePresets = create<Presets>()(() => ({ presets: null }));

/** What of the form a preset keeps. */
export type PresetPart = 'all' | 'prompt' | 'settings';

export function partOf({ prompt, setting }: PresetView): PresetPart {
  return prompt === null ? 'settings' : setting === null ? 'prompt' : 'all';
}

/** Asks main for the presets. */
export async function loadPresets(): Promise<void> {
  const answer = await ask('preset.list', {});
  if (!answer.ok) {
    sayFailure(answer.error);
    return;
  }
  usePresets.setState({ presets: answer.value.presets });
  if (answer.value.setAside) sayFailure({ code: 'presets-set-aside' });
}

/** Saves a preset at its place: a new one, or another version of one that is there. True when it is on disk. */
export async function putPreset(preset: PresetView, at: number | null = null): Promise<boolean> {
  const answer = await ask('preset.put', { preset, at });
  if (!answer.ok) {
    sayFailure(answer.error);
    return false;
  }
  usePresets.setState(({ presets }) => {
    const before = presets ?? [];
    const index = before.findIndex(({ id }) => id === preset.id);
    return {
      presets: index < 0 ? before.toSpliced(at ?? before.length, 0, preset) : before.with(index, preset),
    };
  });
  return true;
}

/** The form as it is now, or a part of it, as a preset of this name. */
export function presetOf(name: string, part: PresetPart): PresetView | null {
  const { modelId, params } = useDraft.getState();
  const model = modelOf(worldNow()?.models ?? [], modelId);
  if (!model) return null;
  const { prompt: _words, ...values } = paramsOf(model, params);
  return {
    id: uuidv7(),
    name,
    prompt: part === 'settings' ? null : promptNow(),
    setting: part === 'prompt' ? null : { modelId: model.id, params: values },
  };
}

/** Takes a preset out. Answers how to bring it back; null when it is still there. */
export async function removePreset(id: string): Promise<(() => void) | null> {
  const before = usePresets.getState().presets ?? [];
  const at = before.findIndex((preset) => preset.id === id);
  const preset = before[at];
  if (!preset) return null;
  const answer = await ask('preset.remove', { id });
  if (!answer.ok) {
    sayFailure(answer.error);
    return null;
  }
  usePresets.setState(({ presets }) => ({ presets: presets?.filter((one) => one.id !== id) ?? null }));
  return () => void putPreset(preset, at);
}

/** Fills the form with a preset, which may be for another model. Null where that model is not here. */
export function applyPreset({ prompt, setting }: PresetView): Step | null {
  const model = setting && worldNow()?.models.find((one) => one.id === setting.modelId);
  if (setting && !model) return null;
  const step = pushFormStep();
  if (setting && model)
    useDraft.setState(({ params, remembered }) => {
      const words = params['prompt'];
      const values = { ...setting.params, ...(words === undefined ? {} : { prompt: words }) };
      return {
        modelId: model.id,
        params: fitParams(model, { ...defaultsOf(model), ...values }),
        remembered: { ...remembered, ...values },
      };
    });
  if (prompt !== null) setPrompt(prompt);
  return step;
}
