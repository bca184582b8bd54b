using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>The files that a feed is written to.</summary>
/// <param name="Fields">Their columns.</param>
/// <param name="SuffixSql">Columns besides the feed's, each behind a comma.</param>
/// <param name="Directory">They go into a directory below it, named by the prefix.</param>
/// <param name="FilePrefix">Unique; part of each file's name.</param>
/// <param name="MemoryBytesMax">For the engine that writes them.</param>
internal sealed record FeedTarget(
    IReadOnlyList<TableField> Fields, string SuffixSql, string Directory, string FilePrefix, long MemoryBytesMax);
