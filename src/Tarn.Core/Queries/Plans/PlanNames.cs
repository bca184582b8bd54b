using System.Text.RegularExpressions;

namespace Tarn.Queries.Plans;

/// <summary>Tells the scans of a plan apart by <see cref="ScanLabels"/>, and takes these out of its texts.</summary>
/// <param name="tables">The catalog's name by the one that labels have.</param>
internal sealed partial class PlanNames(IReadOnlyDictionary<string, string> tables)
{
    private const int DetailCharactersMax = 300;

    /// <summary>The table whose label the texts have; without labels the only one there is, or null.</summary>
    public string? TableOf(IEnumerable<string> texts)
    {
        Match match = Label().Match(string.Join(' ', texts));
        return match.Success ? tables.GetValueOrDefault(match.Groups[1].Value)
            : tables.Count == 1 ? tables.Values.Single()
            : null;
    }

    /// <summary>A text of the engine's without labels, and without long lists of values by file.</summary>
    public static string Readable(string text)
    {
        string readable = ByFile().Replace(Label().Replace(text, ""), "<value of the file>");
        return readable.Length <= DetailCharactersMax ? readable : readable[..DetailCharactersMax] + " …";
    }

    [GeneratedRegex("""([A-Za-z0-9_]+\.[A-Za-z0-9_]+)\u241f""")]
    private static partial Regex Label();

    /// <summary>How partition keys and hidden columns are told by the number of a file.</summary>
    [GeneratedRegex("""array_extract\(\[[^\]]*\], \(CAST\(file_index AS BIGINT\) \+ 1\)\)""")]
    private static partial Regex ByFile();
}
