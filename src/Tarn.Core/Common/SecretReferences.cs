namespace Tarn.Common;

/// <summary>
/// What <c>env:NAME</c>, <c>file:PATH</c> and <c>secret:NAME</c> stand for, which definitions do not say themselves.
/// </summary>
/// <param name="directory">That paths start at: the lake's.</param>
/// <param name="secrets">Those that the lake keeps, by name.</param>
public sealed class SecretReferences(string directory, IReadOnlyDictionary<string, string> secrets)
{
    private const int BytesMax = 64 * 1024;

    /// <summary>Whether a text is one; the thing that it names need not be there.</summary>
    public static bool Is(string text) => Parts(text) is ("env" or "file" or "secret", not "");

    /// <summary>The name of the variable; null when it is none of one.</summary>
    public static string? VariableOf(string text) => Parts(text) is ("env", not "" and var name) ? name : null;

    /// <summary>What one stands for; a problem and a remedy when it cannot be told.</summary>
    public (string? Value, string? Problem, string? Remedy) Find(string text)
    {
        (string kind, string name) = Parts(text);
        if (kind == "env")
        {
            string? value = Environment.GetEnvironmentVariable(name);
            return value is null
                ? (null, $"environment variable '{name}' is not set", "set it before starting tarn")
                : (value, null, null);
        }

        if (kind == "secret")
        {
            return secrets.TryGetValue(name, out string? secret)
                ? (secret, null, null)
                : (null, $"there is no secret '{name}'", "'tarn secrets set' makes one");
        }

        try
        {
            string path = Path.Combine(directory, name);
            return new FileInfo(path).Length > BytesMax
                ? (null, $"file '{name}' is larger than {BytesMax} bytes", "a value has at most 64 KiB")
                : (File.ReadAllText(path).TrimEnd('\r', '\n'), null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"cannot read file '{name}': {exception.Message}", "paths start at the lake's directory");
        }
    }

    private static (string Kind, string Name) Parts(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..].Trim());
    }
}
