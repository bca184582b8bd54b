using System.Globalization;
using System.Security.Cryptography;
using Tarn.Common;
using Tarn.Security.Identities;

namespace Tarn.Security;

/// <summary>
/// The access keys of a lake, in <c>.tarn/credentials</c>. Thread-safe; changes by another process are seen.
/// </summary>
/// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
/// <param name="idSource">Names temporary files.</param>
public sealed class AccessKeys(string stateDirectory, IIdSource idSource)
{
    public const string FileName = "credentials";

    private const string IdStart = "AKIA";
    private const string IdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int IdTailLength = 16;
    private const int SecretBytes = 30;

    private readonly Lock _lock = new();
    private (DateTime WrittenAt, Dictionary<string, AccessKey> ById) _read;

    /// <summary>Where they are.</summary>
    public string Path { get; } = System.IO.Path.Join(stateDirectory, FileName);

    /// <summary>All of them, in the order they were made.</summary>
    public IReadOnlyList<AccessKey> List()
    {
        lock (_lock)
        {
            return [.. Load_NeedsLock().Values];
        }
    }

    /// <summary>The key with that id; null when there is none.</summary>
    public AccessKey? Find(string id)
    {
        lock (_lock)
        {
            return Load_NeedsLock().GetValueOrDefault(id);
        }
    }

    /// <summary>The root key, made when there is none yet.</summary>
    public AccessKey GetRoot()
    {
        lock (_lock)
        {
            return Load_NeedsLock().Values.FirstOrDefault(key => key.IsRoot)
                ?? Add_NeedsLock(AccessKey.RootName, user: null);
        }
    }

    /// <summary>The keys of a user.</summary>
    public IReadOnlyList<AccessKey> ListOf(string user) =>
        [.. List().Where(key => string.Equals(key.User, user, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A further key of a user, named after it.</summary>
    public AccessKey CreateFor(string user)
    {
        string start = CredentialsFile.ToKeyName(user);
        HashSet<string> taken = List().Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        string name = Enumerable.Range(1, taken.Count + 1)
            .Select(number => number == 1 ? start : string.Create(CultureInfo.InvariantCulture, $"{start}-{number}"))
            .First(name => !taken.Contains(name));
        return Create(name, user);
    }

    /// <param name="name">Unique, for people.</param>
    /// <param name="user">Whose policies say what it may do; null may do everything.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: the name is taken, or is no name.</exception>
    public AccessKey Create(string name, string? user = null)
    {
        if (!CredentialsFile.KeyName().IsMatch(name))
        {
            throw new TarnException(ErrorCodes.BadArgument, $"'{name}' is no name for an access key")
            {
                Hint = "names have up to 64 letters, digits and _.@- and start with a letter or digit",
            };
        }

        if (user is not null)
        {
            IdentityNames.CheckName("user", user, IdentityLimits.NameLengthMax);
        }

        lock (_lock)
        {
            return Load_NeedsLock().Values.Any(key => key.Name == name)
                ? throw new TarnException(ErrorCodes.BadArgument, $"there is an access key '{name}' already")
                : Add_NeedsLock(name, user);
        }
    }

    /// <summary>Requests signed with it are refused from now on.</summary>
    /// <param name="nameOrId">Either.</param>
    /// <returns>False when there is no such key.</returns>
    public bool Delete(string nameOrId)
    {
        lock (_lock)
        {
            List<AccessKey> keys = [.. Load_NeedsLock().Values];
            int removed = keys.RemoveAll(key => key.Name == nameOrId || key.Id == nameOrId);
            if (removed > 0)
            {
                CredentialsFile.Write(Path, keys, idSource);
            }

            return removed > 0;
        }
    }

    /// <summary>
    /// Gives a key another id and secret; its name, and what it may do, stay. Requests signed with the old ones are
    /// refused from now on: there is no moment without a key, nor one with both.
    /// </summary>
    /// <param name="nameOrId">Either.</param>
    /// <returns>Null when there is no such key.</returns>
    public AccessKey? Rotate(string nameOrId)
    {
        lock (_lock)
        {
            List<AccessKey> keys = [.. Load_NeedsLock().Values];
            int place = keys.FindIndex(key => key.Name == nameOrId || key.Id == nameOrId);
            if (place < 0)
            {
                return null;
            }

            keys[place] = New(keys[place].Name, keys[place].User);
            CredentialsFile.Write(Path, keys, idSource);
            return keys[place];
        }
    }

    private AccessKey Add_NeedsLock(string name, string? user)
    {
        AccessKey key = New(name, user);
        CredentialsFile.Write(Path, [.. Load_NeedsLock().Values, key], idSource);
        return key;
    }

    private static AccessKey New(string name, string? user)
    {
        string tail = RandomNumberGenerator.GetString(IdAlphabet, IdTailLength);
        string secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        return new AccessKey(name, IdStart + tail, secret) { User = user };
    }

    private Dictionary<string, AccessKey> Load_NeedsLock()
    {
        DateTime writtenAt = File.GetLastWriteTimeUtc(Path);
        if (_read.ById is null || _read.WrittenAt != writtenAt)
        {
            _read = (writtenAt, CredentialsFile.Read(Path).ToDictionary(key => key.Id, StringComparer.Ordinal));
        }

        return _read.ById;
    }
}
