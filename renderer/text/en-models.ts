/** By the last part of a model's slug. */
const CAPABILITIES = {
  'image-to-video': 'Image to video',
  'reference-to-video': 'Reference to video',
};

/** By the service's own name of a field. */
const LABELS = {
  prompt: 'Prompt',
  image_url: 'Image',
  duration: 'Duration',
  resolution: 'Resolution',
  aspect_ratio: 'Aspect ratio',
  shot_type: 'Shots',
  image_urls: 'Reference images',
  video_url: 'Reference video',
  start_frame_url: 'Start frame',
  reference_voice_url: 'Voice',
  negative_prompt: 'Negative prompt',
  seed: 'Seed',
  enable_prompt_expansion: 'Prompt expansion',
};

const HINTS = {
  resolution: '1080p costs one and a half times as much.',
  shot_type: 'One continuous shot, or several. Several need prompt expansion.',
  negative_prompt: 'What to keep out, e.g. text, blur, extra hands',
  seed: 'Same seed, similar result',
  enable_prompt_expansion: 'The model adds detail to your words',
};

const OPTIONS = { single: 'Single', multi: 'Multi' };

/** Words for what the models of the service can do and take. */
export const models = {
  capabilities: CAPABILITIES,
  labels: LABELS,
  hints: HINTS,
  options: OPTIONS,
  /** A capability inside a line. */
  inside: (capability: string) => capability.toLowerCase(),
  /** What is folded away, in one line. */
  folded: (labels: readonly string[]) => labels.join(', ').toLowerCase(),
} as const;
