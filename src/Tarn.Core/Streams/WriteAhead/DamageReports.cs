using System.Text.Json;
using Tarn.Common;

namespace Tarn.Streams.WriteAhead;

/// <summary>
/// Files of a log that were damaged, kept as they were found in <c>damaged/</c> beside it, each with a report
/// <c>&lt;file&gt;.json</c>. Throws IO exceptions.
/// </summary>
internal sealed class DamageReports(string directory, IIdSource ids)
{
    public const string Folder = "damaged";

    private const string Extension = ".json";

    private readonly string _folder = Path.Join(directory, Folder);

    /// <summary>All there are, in order of what is lost.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: a report cannot be read.</exception>
    public List<LogDamage> Read() => !Directory.Exists(_folder)
        ? []
        : [.. Directory.EnumerateFiles(_folder, "*" + Extension).Select(Read).OrderBy(damage => damage.FirstLost)];

    /// <summary>Keeps a copy of the file, then the report of it; durable on return. Repeating it is fine.</summary>
    public void Keep(string path, LogDamage damage)
    {
        DurableFile.CreateDirectory(_folder);
        string kept = Path.Join(directory, damage.File);
        if (File.Exists(path))
        {
            File.Copy(path, kept, overwrite: true);
            DurableFile.Sync(kept);
        }

        DurableFile.WriteAtomic(
            kept + Extension, JsonSerializer.SerializeToUtf8Bytes(damage, StreamsJson.Default.LogDamage), ids);
    }

    private static LogDamage Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StreamsJson.Default.LogDamage)!;
        }
        catch (JsonException exception)
        {
            throw new TarnException(
                ErrorCodes.StateCorrupt, $"The report '{path}' cannot be read: {exception.Message}", exception)
            {
                Hint = "Move the file out of the lake; the damaged part of the log beside it stays as it is.",
            };
        }
    }
}
