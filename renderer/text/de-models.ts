import type { Words } from '../../preload/contract/words.ts';
import type { models as en } from './en-models.ts';

export const models = {
  capabilities: {
    'image-to-video': 'Bild zu Video',
    'reference-to-video': 'Referenz zu Video',
  },
  labels: {
    prompt: 'Prompt',
    image_url: 'Bild',
    duration: 'Dauer',
    resolution: 'Auflösung',
    aspect_ratio: 'Seitenverhältnis',
    shot_type: 'Aufnahmen',
    image_urls: 'Referenzbilder',
    video_url: 'Referenzvideo',
    start_frame_url: 'Startbild',
    reference_voice_url: 'Stimme',
    negative_prompt: 'Negativer Prompt',
    seed: 'Seed',
    enable_prompt_expansion: 'Prompt ausbauen',
  },
  hints: {
    resolution: '1080p kostet das Anderthalbfache.',
    shot_type: 'Eine durchgehende Aufnahme oder mehrere. Bei mehreren muss der Prompt ausgebaut werden.',
    negative_prompt: 'Was nicht vorkommen soll, z. B. Schrift, Unschärfe, zusätzliche Hände',
    seed: 'Gleicher Seed, ähnliches Ergebnis',
    enable_prompt_expansion: 'Das Modell ergänzt deine Worte um Details',
  },
  options: { single: 'Eine', multi: 'Mehrere' },
  inside: (capability) => capability,
  folded: (labels) => labels.join(', '),
} as const satisfies Words<typeof en>;
