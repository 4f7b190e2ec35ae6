import * as z from 'zod/mini';
import { fail } from '../../preload/contract/errors.ts';
import { importInput } from '../../preload/contract/schemas/folders.ts';
import type { Log } from '../core/ports.ts';
import type { Intake } from '../ipc/intake.ts';
import { answer, type Handlers } from '../ipc/router.ts';
import type { Answers } from './door.ts';
import type { FileDesk } from './file-desk.ts';
import { rememberPictures } from './recent.ts';

export interface AnswersOptions {
  readonly handlers: Handlers;
  readonly intake: Intake;
  readonly files: Pick<FileDesk, 'take'>;
  readonly log: Log;
}

/** What the door passes on, parsed on the way in and on the way out. */
export function answersOf({ handlers, intake, files, log }: AnswersOptions): Answers {
  return {
    call: (route, input) => answer(handlers, route, input, log),
    intake: async (input) => {
      const checked = await intake.check(input);
      if (checked.ok) rememberPictures(checked.value, (id) => intake.pathOf(id));
      return checked;
    },
    importFiles: (input) => {
      const parsed = z.safeParse(importInput, input);
      if (!parsed.success) return fail('bad-request');
      return files.take(parsed.data.files.map(({ path }) => path).filter((path) => path !== ''));
    },
  };
}
