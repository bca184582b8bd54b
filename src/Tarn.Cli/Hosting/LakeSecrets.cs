using Tarn.Common;
using Tarn.Definitions;
using Tarn.Security.Keys;
using Tarn.Security.Secrets;
using Tarn.State;

namespace Tarn.Cli.Hosting;

/// <summary>
/// Opens the secrets of a lake before its definitions, which may need them. Of those only the section <c>security</c>
/// has to be right.
/// </summary>
internal sealed class LakeSecrets(DocumentStore documents, IIdSource idSource, TimeProvider timeProvider)
{
    /// <exception cref="TarnException">TN1001: not a lake. TN1003: no such environment.</exception>
    public async Task<SecretStore> OpenAsync(
        string directory, string? environment, CancellationToken cancellationToken)
    {
        SecuritySettings security = await SecurityLoader.LoadAsync(directory, environment, cancellationToken);
        MasterKeyOptions options = security.MasterKeyIn(Path.Combine(Path.GetFullPath(directory), ".tarn"));
        return new SecretStore(new Keyring(options, documents, idSource, timeProvider), documents, timeProvider);
    }

    /// <summary>Their values by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RevealAsync(
        string directory, string? environment, CancellationToken cancellationToken)
    {
        if (!await SecretStore.AnyAsync(documents, cancellationToken))
        {
            return new Dictionary<string, string>();
        }

        SecretStore store = await OpenAsync(directory, environment, cancellationToken);
        return await store.RevealAsync(cancellationToken);
    }
}
