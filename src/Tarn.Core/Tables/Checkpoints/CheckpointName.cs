using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Tables.Checkpoints;

/// <summary>What the name of a checkpoint's file says ("Checkpoints").</summary>
/// <param name="Set">What all files of one checkpoint share; sets sort by how much they are preferred.</param>
/// <param name="Parts">Number of files in the set.</param>
internal sealed partial record CheckpointName(long Version, string Set, int Parts)
{
    private const string Classic = "1";
    private const string Named = "2.";
    private const string MultiPart = "3.";

    /// <summary>The name of a classic checkpoint in one file.</summary>
    public static CheckpointName OneFile(long version) => new(version, Classic, 1);

    /// <summary>Null when the file, of the log's folder, is no checkpoint or no part of one.</summary>
    public static CheckpointName? Parse(string name, long version)
    {
        Match match = Pattern().Match(name);
        if (!match.Success)
        {
            return null;
        }

        if (match.Groups["uuid"].Success)
        {
            return new CheckpointName(version, Named + match.Groups["uuid"].Value, 1);
        }

        if (!match.Groups["part"].Success)
        {
            return OneFile(version);
        }

        bool areNumbers = int.TryParse(
            match.Groups["part"].ValueSpan, CultureInfo.InvariantCulture, out int part)
            & int.TryParse(match.Groups["parts"].ValueSpan, CultureInfo.InvariantCulture, out int parts);
        return areNumbers && part >= 1 && part <= parts
            ? new CheckpointName(version, MultiPart + match.Groups["parts"].Value, parts)
            : null;
    }

    [GeneratedRegex(
        @"^[0-9]{20}\.checkpoint\.(?:parquet|(?<part>[0-9]{10})\.(?<parts>[0-9]{10})\.parquet"
        + @"|(?<uuid>[0-9a-fA-F-]{36})\.(?:json|parquet))$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
