using System.Text;
using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Security;

/// <summary>
/// Access keys in the format of the AWS shared credentials file, a profile for each, so that AWS tools can be pointed
/// at the file itself. Only its owner may read it (docs/formats/security.md).
/// </summary>
internal static partial class CredentialsFile
{
    private const string IdName = "aws_access_key_id";
    private const string SecretName = "aws_secret_access_key";
    private const string UserName = "tarn_user";
    private const int NameLengthMax = 60;

    /// <exception cref="TarnException"><c>TN4007</c>: a line is not what it should be.</exception>
    public static IReadOnlyList<AccessKey> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        List<AccessKey> keys = [];
        string? name = null;
        Dictionary<string, string> values = [];
        int number = 0;
        foreach (string line in File.ReadLines(path).Append("[]"))
        {
            number++;
            string text = line.Trim();
            if (text.StartsWith('[') && text.EndsWith(']'))
            {
                Add(keys, name, values, path, number);
                name = text[1..^1].Trim();
                values.Clear();
            }
            else if (text.Length > 0 && text[0] is not ('#' or ';'))
            {
                int equals = text.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0 || name is null)
                {
                    throw Corrupt(path, number, "expected [name] or NAME = VALUE");
                }

                values[text[..equals].Trim()] = text[(equals + 1)..].Trim();
            }
        }

        return keys;
    }

    /// <summary>Replaces the file, durably.</summary>
    public static void Write(string path, IEnumerable<AccessKey> keys, IIdSource ids)
    {
        StringBuilder text = new();
        text.Append("# Access keys of this lake. AWS tools read it: AWS_SHARED_CREDENTIALS_FILE=<this file>\n");
        foreach (AccessKey key in keys)
        {
            text.Append('[').Append(key.Name).Append("]\n");
            text.Append(IdName).Append(" = ").Append(key.Id).Append('\n');
            text.Append(SecretName).Append(" = ").Append(key.Secret).Append('\n');
            if (key.User is not null)
            {
                text.Append(UserName).Append(" = ").Append(key.User).Append('\n');
            }
        }

        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.WriteAtomicPrivate(path, Encoding.UTF8.GetBytes(text.ToString()), ids);
    }

    /// <summary>A name for a key of the user; users may have characters in theirs that keys may not.</summary>
    public static string ToKeyName(string user)
    {
        string name = new([.. user.Take(NameLengthMax).Select(one => KeyName().IsMatch($"a{one}") ? one : '_')]);
        return KeyName().IsMatch(name) ? name : "u" + name;
    }

    private static void Add(
        List<AccessKey> keys, string? name, Dictionary<string, string> values, string path, int number)
    {
        if (name is null)
        {
            return;
        }

        if (!values.TryGetValue(IdName, out string? id) || !values.TryGetValue(SecretName, out string? secret))
        {
            throw Corrupt(path, number, $"[{name}] before it lacks {IdName} or {SecretName}");
        }

        if (!KeyName().IsMatch(name) || keys.Any(key => key.Name == name || key.Id == id))
        {
            throw Corrupt(path, number, $"the name or the id of [{name}] before it is no name, or is there twice");
        }

        keys.Add(new AccessKey(name, id, secret) { User = values.GetValueOrDefault(UserName) });
    }

    private static TarnException Corrupt(string path, int number, string problem) =>
        new(ErrorCodes.StateCorrupt, $"{path}:{number}: {problem}")
        {
            Hint = "mend the line, or move the file away: the next start makes a new root key",
        };

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}\z")]
    internal static partial Regex KeyName();
}
