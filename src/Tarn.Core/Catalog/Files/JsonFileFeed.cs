using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Catalog.Files;

/// <summary>
/// Rows of files of JSON lines: the wanted members as text, then the file's key, and the number of the row in it. Each
/// thread of the engine reads a file of its own while there are any, and helps with others then.
/// </summary>
internal sealed class JsonFileFeed : IRowFeed, IDisposable
{
    /// <summary>What gzip makes of JSON, about.</summary>
    private const int Density = 8;
    private const int RowBytesAbout = 200;
    private const int ReaderBytesMin = 2 * 1024 * 1024;

    private static readonly EngineType Text = new(EngineTypeKind.Varchar);

    private readonly Action<long> _countBytesRead;
    private readonly Lock _lock = new();
    private readonly List<LineFile> _open = [];
    private int _next;

    /// <param name="files">Not compressed, or by gzip.</param>
    /// <param name="fields">The wanted members, VARCHAR or JSON.</param>
    /// <param name="connection">Of the statement.</param>
    public JsonFileFeed(
        IReadOnlyList<ProbedFile> files, IReadOnlyList<FileField> fields, DuckConnection connection)
    {
        Files = files;
        Fields = fields;
        _countBytesRead = connection.CountBytesRead;
        KeyColumn = FreeName(FileTableColumns.File);
        RowColumn = FreeName(FileTableColumns.Row);
        NothingColumn = FreeName(FileTableColumns.Malformed);
        Columns =
        [
            .. fields.Select(field => new EngineTypeField(field.Name, TypeOf(field))),
            new EngineTypeField(KeyColumn, Text),
            new EngineTypeField(RowColumn, new EngineType(EngineTypeKind.BigInt)),
            new EngineTypeField(NothingColumn, new EngineType(EngineTypeKind.Boolean)),
        ];
        long plainBytes = files.Sum(
            file => file.Object.SizeBytes * (file.Compression == Compression.None ? 1 : Density));
        RowsAbout = plainBytes / RowBytesAbout;
        ReadersMax = (int)Math.Clamp(plainBytes / ReaderBytesMin, 1, Environment.ProcessorCount);
    }

    public IReadOnlyList<ProbedFile> Files { get; }

    public IReadOnlyList<FileField> Fields { get; }

    /// <summary>Name of the column of the file's key.</summary>
    public string KeyColumn { get; }

    /// <summary>Name of the column of the row's number in its file, from 0.</summary>
    public string RowColumn { get; }

    /// <summary>Name of the column that tells whether a row is no record.</summary>
    public string NothingColumn { get; }

    /// <summary>Takes rows that are no record, which are left out then; null: they are rows.</summary>
    public Action<int, long>? Unreadable { get; init; }

    public IReadOnlyList<EngineTypeField> Columns { get; }

    public long RowsAbout { get; }

    public int ReadersMax { get; }

    public void Start()
    {
        Dispose();
        _next = 0;
    }

    /// <summary>No statement reads any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _open.ForEach(file => file.Dispose());
            _open.Clear();
        }
    }

    public IRowFeedReader OpenReader(IReadOnlyList<int> columns) => new JsonFileReader(this, columns);

    /// <summary>Takes lines of the file that the reader is in, or of another.</summary>
    /// <param name="block">Gets them.</param>
    /// <param name="current">The file that the reader is in; null at first.</param>
    /// <returns>False when there are none left.</returns>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public bool TryTake(LineBlock block, ref LineFile? current)
    {
        while (true)
        {
            try
            {
                current ??= NextFile();
                if (current is null)
                {
                    return false;
                }

                if (current.TryTake(block))
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                throw new InvalidDataException($"{KeyOf(current!)}: {exception.Message}", exception);
            }

            Close(current);
            current = null;
        }
    }

    /// <summary>One that nobody reads, or one that others read still.</summary>
    private LineFile? NextFile()
    {
        lock (_lock)
        {
            if (_next == Files.Count)
            {
                return _open.Count == 0 ? null : _open[^1];
            }

            ProbedFile file = Files[_next];
            LineFile opened = new(file.EnginePath, _next++, file.Compression, _countBytesRead);
            _open.Add(opened);
            return opened;
        }
    }

    private void Close(LineFile file)
    {
        lock (_lock)
        {
            _open.Remove(file);
        }

        file.Dispose();
    }

    private string KeyOf(LineFile file) => Files[file.Number].Object.Key;

    private static EngineType TypeOf(FileField field) =>
        field.EngineType == "VARCHAR" ? Text : Text with { Alias = field.EngineType };

    private string FreeName(string name)
    {
        while (Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "_";
        }

        return name;
    }
}
