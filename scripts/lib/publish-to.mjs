// Where updates are published, as `--publish-to=` names it, in electron-builder's words.

const SIGNED = ['-c.forceCodeSigning=true'];

/**
 * `github:owner/name` for the releases of a repository, or the https address of a folder that holds the installers and
 * their `latest*.yml`.
 * Such a build must be signed: an update is only taken from whoever signed the copy that looks for it.
 * @param {string} text
 * @returns {string[]} electron-builder's arguments
 */
export function publishArgs(text) {
  const github = text.match(/^github:([\w.-]+)\/([\w.-]+)$/);
  if (github)
    return [
      ...SIGNED,
      '-c.publish.provider=github',
      `-c.publish.owner=${github[1]}`,
      `-c.publish.repo=${github[2]}`,
    ];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new Error('--publish-to takes github:OWNER/NAME or a plain https address.');
  return [
    ...SIGNED,
    '-c.publish.provider=generic',
    `-c.publish.url=${url.href}`,
    '-c.publish.channel=latest',
  ];
}
