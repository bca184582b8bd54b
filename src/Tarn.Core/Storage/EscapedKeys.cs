using System.Globalization;
using System.Text;

namespace Tarn.Storage;

/// <summary>
/// Names for keys that cannot be paths below the bucket. They are files of a tree of their own, in which every segment
/// has a mark before it, so that empty ones, "." and ".." are names like others and an object is never in the way of a
/// directory. docs/formats/storage.md has the rules.
/// </summary>
internal static class EscapedKeys
{
    public const string DirectoryName = ".tarn-keys";

    private const char ObjectMark = '=';
    private const char DirectoryMark = '+';
    private const char PieceMark = '~';
    private const int PieceBytesMax = 200;
    private const string Escaped = "%<>:\"/\\|?*\u007f";

    /// <summary>What an entry of a directory of the tree is.</summary>
    public enum EntryKind
    {
        Object,
        Directory,

        /// <summary>A directory with what begins with this piece of a long segment.</summary>
        Piece,
    }

    /// <param name="tree">Directory of the tree.</param>
    /// <param name="key">Of an object.</param>
    public static string PathOf(string tree, string key)
    {
        int slash = key.LastIndexOf('/');
        StringBuilder path = Above(tree, key[..(slash + 1)]);
        Append(path, key[(slash + 1)..], ObjectMark);
        return path.ToString();
    }

    /// <param name="tree">Directory of the tree.</param>
    /// <param name="directoryKey">Empty, or with '/' at its end.</param>
    public static string DirectoryOf(string tree, string directoryKey) => Above(tree, directoryKey).ToString();

    /// <summary>Null for a name that no key has.</summary>
    public static (EntryKind Kind, string Text)? Parse(string name) => name[0] switch
    {
        ObjectMark => (EntryKind.Object, Unescape(name[1..])),
        DirectoryMark => (EntryKind.Directory, Unescape(name[1..])),
        PieceMark => (EntryKind.Piece, Unescape(name[1..])),
        _ => null,
    };

    private static StringBuilder Above(string tree, string directoryKey)
    {
        StringBuilder path = new(tree);
        if (directoryKey.Length > 0)
        {
            foreach (string segment in directoryKey[..^1].Split('/'))
            {
                Append(path, segment, DirectoryMark);
            }
        }

        return path;
    }

    private static void Append(StringBuilder path, string segment, char mark)
    {
        StringBuilder piece = new();
        int bytes = 0;
        int left = segment.Length;
        foreach (Rune rune in segment.EnumerateRunes())
        {
            left -= rune.Utf16SequenceLength;
            string text = Escape(rune, isLast: left == 0);
            bytes += Encoding.UTF8.GetByteCount(text);
            if (bytes > PieceBytesMax)
            {
                path.Append(Path.DirectorySeparatorChar).Append(PieceMark).Append(piece);
                piece.Clear();
                bytes = Encoding.UTF8.GetByteCount(text);
            }

            piece.Append(text);
        }

        path.Append(Path.DirectorySeparatorChar).Append(mark).Append(piece);
    }

    /// <summary>What Windows cannot have in a name, or at its end, is escaped everywhere: lakes are copied.</summary>
    private static string Escape(Rune rune, bool isLast)
    {
        bool isEscaped = rune.Value < ' '
            || (rune.IsBmp && Escaped.Contains((char)rune.Value, StringComparison.Ordinal))
            || (isLast && rune.Value is '.' or ' ');
        return isEscaped ? $"%{rune.Value:X2}" : rune.ToString();
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder unescaped = new();
        for (int i = 0; i < text.Length; i++)
        {
            byte code = 0;
            bool isEscape = text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(
                    text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            unescaped.Append(isEscape ? (char)code : text[i]);
            i += isEscape ? 2 : 0;
        }

        return unescaped.ToString();
    }
}
