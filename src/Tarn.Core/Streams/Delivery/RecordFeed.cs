using System.Collections.Concurrent;
using Tarn.Engine.Functions;
using Tarn.Engine.Json;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records of a spool as rows, in their order: their number, then values of some of their members as text. They are
/// parsed ahead on all processors, while the engine writes what was parsed before. For one reader.
/// </summary>
internal sealed class RecordFeed : IRowFeed, IRowFeedReader
{
    private static readonly int PartsAhead = Environment.ProcessorCount + 1;

    private readonly RecordSpool _spool;
    private readonly IReadOnlyList<(string Name, bool AsJson)> _members;
    private readonly ConcurrentBag<JsonRecordParser> _parsers = [];
    private readonly Queue<Task<ParsedRecords>> _parts = [];
    private IReadOnlyList<int> _columns = [];
    private int _nextPart;

    /// <param name="spool">Need not be complete.</param>
    /// <param name="members">Their names, and whether the value is wanted as JSON.</param>
    public RecordFeed(RecordSpool spool, IReadOnlyList<(string Name, bool AsJson)> members)
    {
        _spool = spool;
        _members = members;
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

    /// <summary>Numbers of records that are no objects, and why. To be read when the statement is over.</summary>
    public List<(int Number, string Problem)> Problems { get; } = [];

    public IReadOnlyList<EngineTypeField> Columns { get; }

    /// <summary>More may come.</summary>
    public long RowsAbout => 0;

    public int ReadersMax => 1;

    /// <summary>Name of the column of a member.</summary>
    public static string Member(int index) => FormattableString.Invariant($"m{index}");

    public void Start()
    {
        Drain();
        Problems.Clear();
        _nextPart = 0;
    }

    public IRowFeedReader OpenReader(IReadOnlyList<int> columns)
    {
        _columns = columns;
        return this;
    }

    public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
    {
        while (TryContinue())
        {
            using ParsedRecords records = _parts.Dequeue().GetAwaiter().GetResult();
            ReadAhead();
            Problems.AddRange(records.Problems);
            for (int i = 0; i < columns.Count; i++)
            {
                Write(records, columns[i], _columns[i]);
            }

            if (records.Count > 0)
            {
                return records.Count;
            }
        }

        return 0;
    }

    public void Dispose() => Drain();

    private bool TryContinue()
    {
        ReadAhead();
        if (_parts.Count == 0 && _spool.WaitForPart(_nextPart) is { } part)
        {
            Parse(part);
        }

        return _parts.Count > 0;
    }

    private void ReadAhead()
    {
        while (_parts.Count < PartsAhead && _spool.TryGetPart(_nextPart, out SpooledPart? part))
        {
            Parse(part);
        }
    }

    private void Parse(SpooledPart part)
    {
        _nextPart++;
        _parts.Enqueue(Task.Run(() =>
        {
            if (!_parsers.TryTake(out JsonRecordParser? parser))
            {
                parser = new JsonRecordParser([.. _members.Select(member => member.Name)], isStrict: true);
            }

            ParsedRecords parsed = ParsedRecords.Read(_spool, part, parser);
            _parsers.Add(parser);
            return parsed;
        }));
    }

    private void Write(ParsedRecords records, VectorWriter writer, int column)
    {
        if (column == 0)
        {
            records.WriteNumbers(writer);
        }
        else
        {
            records.Write(writer, column - 1, _members[column - 1].AsJson);
        }
    }

    private void Drain()
    {
        while (_parts.TryDequeue(out Task<ParsedRecords>? part))
        {
            // One that failed has nothing to give back.
            part.ContinueWith(
                done => done.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).Wait();
        }
    }
}
