using System.Globalization;

namespace Tarn.Storage.Versions;

/// <summary>
/// A version that is not current, or a marker, as a file below <c>.tarn-versions</c>: <c>&lt;ticks&gt;.&lt;id&gt;</c> or
/// <c>&lt;ticks&gt;.&lt;id&gt;.deleted</c>.
/// </summary>
/// <param name="Path">Absolute.</param>
/// <param name="Ticks">
/// When another version took its place, or the marker was made: 100 ns since year 1, later than those of older versions.
/// </param>
/// <param name="VersionId">Of the version.</param>
/// <param name="IsMarker">Whether it is a delete marker, an empty file.</param>
internal sealed record OlderVersion(string Path, long Ticks, string VersionId, bool IsMarker)
{
    private const string MarkerEnd = ".deleted";
    private const int TickDigits = 16;

    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    public static OlderVersion Of(string directory, long ticks, string versionId, bool isMarker) => new(
        System.IO.Path.Join(directory, $"{ticks:x16}.{versionId}{(isMarker ? MarkerEnd : "")}"),
        ticks,
        versionId,
        isMarker);

    /// <summary>Null for a file that is no version.</summary>
    public static OlderVersion? Parse(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        bool isMarker = name.EndsWith(MarkerEnd, StringComparison.Ordinal);
        string text = isMarker ? name[..^MarkerEnd.Length] : name;
        return text.Length > TickDigits + 1
            && text[TickDigits] == '.'
            && long.TryParse(
                text.AsSpan(0, TickDigits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out long ticks)
            && ticks is >= 0 and <= 0x2bca2875f4373fff
            ? new OlderVersion(path, ticks, text[(TickDigits + 1)..], isMarker)
            : null;
    }
}
