using System.Collections;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Catalog.Files;

/// <summary>
/// Keeps which rows of JSON files are no record while a statement leaves them out. Where the engine reads a file, it
/// calls <c>tarn_unreadable(number, row)</c> for those alone. Thread-safe; a bit for each row of a file that has such.
/// </summary>
internal sealed class UnreadableRows : IDisposable
{
    private const string Function = "tarn_unreadable";

    private readonly NumberedListeners<Part> _listeners;
    private readonly List<(long Number, Part Part)> _parts = [];

    /// <param name="connection">That of the statement.</param>
    public UnreadableRows(DuckConnection connection)
    {
        NumberedListeners<Part> listeners = NumberedListeners<Part>.Of(connection.Instance);
        _listeners = listeners;
        EngineType bigInt = new(EngineTypeKind.BigInt);
        connection.EnsureScalarFunction(ScalarFunction.OfBatches(
            Function, [bigInt, bigInt], (arguments, results) => Note(listeners, arguments, results)));
    }

    /// <summary>Files with rows that were left out, and the numbers of these, from 0.</summary>
    public IEnumerable<(ProbedFile File, IReadOnlyList<long> Rows)> Found => _parts.SelectMany(part => part.Part.Found);

    /// <summary>Takes the place of a file among some, from 0, and the number of a row of it.</summary>
    public Action<int, long> Listener(IReadOnlyList<ProbedFile> files) => Add(files).Part.Add;

    /// <summary>SQL that notes a row of a file and is false.</summary>
    public string NoteSql(ProbedFile file) =>
        FormattableString.Invariant($"{Function}({Add([file]).Number}, {FileTableColumns.Row})");

    /// <summary>The statement begins again.</summary>
    public void Clear() => _parts.ForEach(part => part.Part.Clear());

    public void Dispose()
    {
        foreach ((long number, _) in _parts)
        {
            _listeners.Remove(number);
        }
    }

    private (long Number, Part Part) Add(IReadOnlyList<ProbedFile> files)
    {
        Part part = new(files);
        _parts.Add((_listeners.Add(part), part));
        return _parts[^1];
    }

    private static void Note(
        NumberedListeners<Part> listeners, IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        ReadOnlySpan<long> numbers = arguments[0].AsSpan<long>();
        ReadOnlySpan<long> rows = arguments[1].AsSpan<long>();
        for (int i = 0; i < results.Length; i++)
        {
            listeners.Find(numbers[i])?.Add(file: 0, rows[i]);
            results[i] = false;
        }
    }

    private sealed class Part(IReadOnlyList<ProbedFile> files)
    {
        private readonly Dictionary<int, BitArray> _rows = [];

        public IEnumerable<(ProbedFile File, IReadOnlyList<long> Rows)> Found
        {
            get
            {
                foreach ((int file, BitArray rows) in _rows.OrderBy(pair => pair.Key))
                {
                    yield return (files[file], [.. Enumerable.Range(0, rows.Length).Where(row => rows[row])
                        .Select(row => (long)row)]);
                }
            }
        }

        public void Add(int file, long row)
        {
            lock (_rows)
            {
                if (!_rows.TryGetValue(file, out BitArray? rows))
                {
                    _rows[file] = rows = new BitArray(0);
                }

                int place = checked((int)row);
                if (place >= rows.Length)
                {
                    rows.Length = (int)Math.Min(Math.Max(place + 1L, place * 3L / 2), Array.MaxLength);
                }

                rows[place] = true;
            }
        }

        public void Clear()
        {
            lock (_rows)
            {
                _rows.Clear();
            }
        }
    }
}
