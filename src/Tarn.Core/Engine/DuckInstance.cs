using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Engine.Execution;
using Tarn.Engine.Functions;
using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>
/// One DuckDB instance in memory. It keeps nothing that matters: tables live in the lake, and what is made here is gone
/// when it is closed or has to be opened again. Extensions are neither installed nor loaded from outside. Thread-safe.
/// </summary>
public sealed class DuckInstance : IDisposable
{
    private readonly Lock _lock = new();
    private readonly EngineOptions _options;
    private readonly Action<ConnectionHandle> _prepareConnection;
    private readonly List<ScalarFunction> _functions = [];
    private readonly List<TableFunction> _tableFunctions = [];
    private readonly Lazy<string> _ownScratch = new(() => Directory.CreateTempSubdirectory("tarn-").FullName);
    private DatabaseHandle _database;
    private ReadLog _readLog;

    private DuckInstance(EngineOptions options, Action<ConnectionHandle> prepareConnection)
    {
        _options = options;
        _prepareConnection = prepareConnection;
        _database = InstanceSettings.Open(options);
        _readLog = new ReadLog(OpenHandle);
    }

    /// <summary>DuckDB's version, such as <c>v1.5.5</c>.</summary>
    public string LibraryVersion { get; } = NativeMethods.LibraryVersion() ?? "";

    /// <summary>
    /// Where files that a moment later are gone may be written; it need not exist yet. Without one in the options it is
    /// a directory of this instance alone, which goes with it.
    /// </summary>
    public string ScratchDirectory => _options.ScratchDirectory ?? _ownScratch.Value;

    /// <summary>How often a fatal error made a new instance necessary.</summary>
    public int ReopenCount { get; private set; }

    /// <exception cref="TarnException"><c>TN3007</c>: the library is missing or does not load.</exception>
    public static DuckInstance Open(EngineOptions options) =>
        Open(options, AppContext.BaseDirectory, SessionSettings.Apply);

    /// <summary>Another instance, opened as this one was but for its memory and where it spills.</summary>
    public DuckInstance OpenAnother(long memoryBytesMax, string scratchDirectory) => new(
        _options with { MemoryBytesMax = memoryBytesMax, ScratchDirectory = scratchDirectory }, _prepareConnection);

    /// <summary>
    /// A new connection. When a fatal error has made the instance unusable a new one is opened first, with the same
    /// options and functions; open connections of the old one keep failing until they are disposed.
    /// </summary>
    public DuckConnection Connect()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_database.IsClosed, this);
            try
            {
                return Connect_NeedsLock();
            }
            catch (EngineException exception) when (exception.Kind == EngineErrorKind.Fatal)
            {
                _readLog.Dispose();
                _database.Dispose();
                _database = InstanceSettings.Open(_options);
                _readLog = new ReadLog(OpenHandle);
                ReopenCount++;
                DuckConnection connection = Connect_NeedsLock();
                _functions.ForEach(function => function.RegisterWith(connection.Handle));
                _tableFunctions.ForEach(function => function.RegisterWith(connection.Handle));
                return connection;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _readLog.Dispose();
            _database.Dispose();
        }

        if (_ownScratch.IsValueCreated && Directory.Exists(_ownScratch.Value))
        {
            Directory.Delete(_ownScratch.Value, recursive: true);
        }
    }

    /// <param name="prepareConnection">Run on each new connection; tests let it fail.</param>
    internal static DuckInstance Open(
        EngineOptions options, string libraryFolder, Action<ConnectionHandle> prepareConnection)
    {
        try
        {
            DuckDbLibrary.Load(libraryFolder);
        }
        catch (DllNotFoundException exception)
        {
            throw new TarnException(
                ErrorCodes.EngineLibrary, $"DuckDB's library cannot be loaded: {exception.Message}.", exception)
            {
                Hint = $"Build Tarn again, or put {DuckDbLibrary.FileName} of DuckDB 1.5 into '{libraryFolder}'.",
            };
        }

        return new DuckInstance(options, prepareConnection);
    }

    /// <summary>Functions belong to the instance, not to a connection; kept for when it is opened again.</summary>
    internal void Remember(ScalarFunction function)
    {
        lock (_lock)
        {
            _functions.Add(function);
        }
    }

    /// <summary>Registers a function unless one of its name is known.</summary>
    internal void Ensure(ScalarFunction function, ConnectionHandle connection)
    {
        lock (_lock)
        {
            if (_functions.All(known => known.Name != function.Name))
            {
                function.RegisterWith(connection);
                _functions.Add(function);
            }
        }
    }

    /// <inheritdoc cref="Ensure(ScalarFunction, ConnectionHandle)"/>
    internal void Ensure(TableFunction function, ConnectionHandle connection)
    {
        lock (_lock)
        {
            if (_tableFunctions.All(known => known.Name != function.Name))
            {
                function.RegisterWith(connection);
                _tableFunctions.Add(function);
            }
        }
    }

    private DuckConnection Connect_NeedsLock() => new(this, OpenHandle(), _readLog);

    private ConnectionHandle OpenHandle()
    {
        if (NativeMethods.Connect(_database, out ConnectionHandle handle) != NativeState.Success)
        {
            throw EngineError.Create(EngineErrorKind.Fatal, "The engine refused a connection.");
        }

        try
        {
            // Also finds out whether the instance still works.
            _prepareConnection(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
