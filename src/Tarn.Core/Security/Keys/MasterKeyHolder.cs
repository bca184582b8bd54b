using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>
/// Finds the master key when it is first needed, and makes sure that it is the one that the lake's keys were wrapped
/// with. A wrong one changes nothing.
/// </summary>
internal sealed class MasterKeyHolder(MasterKeyOptions options, DocumentStore documents, IIdSource ids)
{
    private const string DocumentName = "keyring/master";

    private readonly Lock _making = new();
    private MasterKey? _key;

    /// <summary>Null when the lake has no master key yet, and therefore no keys.</summary>
    /// <exception cref="TarnException"><c>TN7001</c>: it is missing, another one, or open to others.</exception>
    public async Task<MasterKey?> FindAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }

        string? mark = (await documents.ReadAsync(
            DocumentName, KeysJson.Default.MasterKeyMark, cancellationToken))?.Value.Mark;
        if (Read() is not { } material)
        {
            return mark is null ? null : throw new TarnException(
                ErrorCodes.MasterKey, $"the lake has keys, and their master key '{options.FilePath}' is missing")
            {
                Hint = "put the file back: without it nothing that is encrypted can be read",
            };
        }

        MasterKey key = new(material);
        if (mark is not null && mark != key.Mark)
        {
            throw new TarnException(
                ErrorCodes.MasterKey, $"the master key ({options}) is not the one that this lake's keys were made with")
            {
                Hint = "put back the right one; nothing was changed",
            };
        }

        return mark is null ? key : _key = key;
    }

    /// <summary>As <see cref="FindAsync"/>; makes one when there is none.</summary>
    public async Task<MasterKey> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }

        MasterKey key = await FindAsync(cancellationToken)
            ?? new MasterKey(await BlockingIo.RunAsync(ReadOrMake, cancellationToken));
        await documents.UpdateAsync(
            DocumentName,
            mark => mark ?? new MasterKeyMark(key.Mark),
            KeysJson.Default.MasterKeyMark,
            cancellationToken);
        return _key = key;
    }

    /// <summary>Two keys that are the first at the same time must not make two master keys.</summary>
    private byte[] ReadOrMake()
    {
        lock (_making)
        {
            return Read() ?? MasterKeyFile.Create(options.FilePath, ids);
        }
    }

    private byte[]? Read() => options.Text is { } text
        ? MasterKeyFile.Parse(text, $"({options})")
        : MasterKeyFile.Read(options.FilePath);
}
