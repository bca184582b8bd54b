using System.Collections.Concurrent;
using Tarn.Engine.Functions;
using Tarn.Engine.Json;
using Tarn.Engine.Types;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records of a spool as rows: their number, then values of some of their members as text. A reader takes as many in a
/// row as a row group of a Parquet file has, so that they are in their order there.
/// </summary>
internal sealed class RecordFeed : IRowFeed
{
    /// <summary>Parts with 122,880 records, as the engine's row groups have by default.</summary>
    private const int PartsOfRun = 60;

    private readonly ConcurrentBag<JsonRecordParser> _parsers = [];
    private readonly ConcurrentQueue<(int Number, string Problem)> _problems = [];
    private int _runs;

    /// <param name="spool">Need not be complete.</param>
    /// <param name="members">Their names, and whether the value is wanted as JSON.</param>
    public RecordFeed(RecordSpool spool, IReadOnlyList<(string Name, bool AsJson)> members)
    {
        Spool = spool;
        Members = members;
        EngineType text = new(EngineTypeKind.Varchar);
        Columns =
        [
            new EngineTypeField(Number, new EngineType(EngineTypeKind.BigInt)),
            .. members.Select((member, i) =>
                new EngineTypeField(Member(i), member.AsJson ? text with { Alias = "JSON" } : text)),
        ];
    }

    /// <summary>Name of the column of the record's number in the spool.</summary>
    public static string Number => "n";

    public RecordSpool Spool { get; }

    public IReadOnlyList<(string Name, bool AsJson)> Members { get; }

    /// <summary>Numbers of records that are no objects, and why.</summary>
    public IReadOnlyCollection<(int Number, string Problem)> Problems => _problems;

    public IReadOnlyList<EngineTypeField> Columns { get; }

    /// <summary>More may come.</summary>
    public long RowsAbout => 0;

    public int ReadersMax => Environment.ProcessorCount;

    /// <summary>Name of the column of a member.</summary>
    public static string Member(int index) => FormattableString.Invariant($"m{index}");

    public void Start()
    {
        _problems.Clear();
        _runs = 0;
    }

    public IRowFeedReader OpenReader(IReadOnlyList<int> columns) => new RecordFeedReader(this, columns);

    /// <summary>The first part of those that a reader is to read next, and the one behind the last.</summary>
    public (int First, int End) TakeRun()
    {
        int end = Interlocked.Increment(ref _runs) * PartsOfRun;
        return (end - PartsOfRun, end);
    }

    public ParsedRecords Parse(SpooledPart part)
    {
        if (!_parsers.TryTake(out JsonRecordParser? parser))
        {
            parser = new JsonRecordParser([.. Members.Select(member => member.Name)], isStrict: true);
        }

        ParsedRecords parsed = ParsedRecords.Read(Spool, part, parser);
        _parsers.Add(parser);
        foreach ((int Number, string Problem) problem in parsed.Problems)
        {
            _problems.Enqueue(problem);
        }

        return parsed;
    }
}
