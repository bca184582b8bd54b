namespace Tarn.Common;

/// <summary><c>env:NAME</c> and <c>file:PATH</c>, which stand for what definitions do not say themselves.</summary>
internal static class SecretReference
{
    private const int BytesMax = 64 * 1024;

    /// <summary>Whether a text is one; the thing that it names need not be there.</summary>
    public static bool Is(string text) => Parts(text) is ("env" or "file", not "");

    /// <summary>What it stands for; a problem and a remedy when it cannot be told.</summary>
    /// <param name="text">One of them.</param>
    /// <param name="directory">That paths start at.</param>
    public static (string? Value, string? Problem, string? Remedy) Find(string text, string directory)
    {
        (string kind, string name) = Parts(text);
        if (kind == "env")
        {
            string? value = Environment.GetEnvironmentVariable(name);
            return value is null
                ? (null, $"environment variable '{name}' is not set", "set it before starting tarn")
                : (value, null, null);
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

    /// <summary>The name of the variable; null when it is none of one.</summary>
    public static string? VariableOf(string text) => Parts(text) is ("env", not "" and var name) ? name : null;

    private static (string Kind, string Name) Parts(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..].Trim());
    }
}
