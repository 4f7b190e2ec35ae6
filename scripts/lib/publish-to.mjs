// Where updates are published, as `--publish-to=` names it, in electron-builder's words.

/**
 * `github:owner/name` for the releases of a repository, or the https address of a folder that holds the installers and
 * their `latest*.yml`.
 * @param {string} text
 * @returns {string[]} electron-builder's arguments
 */
export function publishArgs(text) {
  const github = text.match(/^github:([\w.-]+)\/([\w.-]+)$/);
  if (github)
    return ['-c.publish.provider=github', `-c.publish.owner=${github[1]}`, `-c.publish.repo=${github[2]}`];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new Error('--publish-to takes github:OWNER/NAME or a plain https address.');
  return ['-c.publish.provider=generic', `-c.publish.url=${url.href}`, '-c.publish.channel=latest'];
}
