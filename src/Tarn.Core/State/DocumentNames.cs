using System.Text.RegularExpressions;

namespace Tarn.State;

/// <summary>
/// Names of documents: segments joined by '/', each of letters, digits, '_', '-' and '.', not starting with '.'.
/// Names are made by the program from things already checked, so a bad one is a bug.
/// </summary>
internal static partial class DocumentNames
{
    private const string Extension = ".json";

    public static string PathOf(string root, string name) => Valid().IsMatch(name)
        ? Path.Join(root, name + Extension)
        : throw new ArgumentException($"'{name}' is not a document name", nameof(name));

    /// <summary>True when it can be one segment of a name.</summary>
    public static bool IsSegment(string text) => !text.Contains('/') && Valid().IsMatch(text);

    /// <summary>Null when the file is not a document.</summary>
    public static string? NameOf(string root, string path)
    {
        string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        bool valid = relative.EndsWith(Extension, StringComparison.Ordinal) && Valid().IsMatch(relative);
        return valid ? relative[..^Extension.Length] : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,249}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,249}){0,7}\z")]
    private static partial Regex Valid();
}
