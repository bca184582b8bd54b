using System.Globalization;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>Switches a connection's profiling and reads what it measured; blocking.</summary>
internal sealed class Profiler(ConnectionHandle connection, ReadLog readLog)
{
    private readonly ulong _connectionId = ReadConnectionId(connection);
    private bool _isOn;
    private bool _isMeasuring;
    private long _bytesFed;

    /// <summary>Bytes that the last statement read from files; null when it was not measured.</summary>
    public long? BytesRead { get; private set; }

    /// <summary>Of what the statement reads by other means than the engine's file system. Thread-safe.</summary>
    public void CountBytesRead(long bytes) => Interlocked.Add(ref _bytesFed, bytes);

    /// <summary>Called before each statement.</summary>
    public void Begin(bool isOn)
    {
        Discard();
        BytesRead = null;
        Interlocked.Exchange(ref _bytesFed, 0);
        if (isOn != _isOn)
        {
            SessionSettings.Run(
                connection, isOn ? "PRAGMA enable_profiling = 'no_output'" : "PRAGMA disable_profiling");
            _isOn = isOn;
        }

        if (isOn)
        {
            readLog.Begin();
            _isMeasuring = true;
        }
    }

    /// <summary>Ends the measuring of a statement that failed.</summary>
    public void Discard()
    {
        if (_isMeasuring)
        {
            _isMeasuring = false;
            readLog.End(_connectionId);
        }
    }

    /// <summary>
    /// What the last statement took. Null when the engine measured nothing, as for one that its planner answers.
    /// </summary>
    public QueryProfile? End()
    {
        if (!_isMeasuring)
        {
            return null;
        }

        nint root = NativeMethods.GetProfilingInfo(connection);
        _isMeasuring = false;
        long bytesRead = readLog.End(_connectionId) + Interlocked.Read(ref _bytesFed);
        BytesRead = bytesRead;
        if (root == 0)
        {
            return null;
        }

        Dictionary<string, string> metrics = ReadMetrics(root);
        return new QueryProfile
        {
            Seconds = Number(metrics, "LATENCY"),
            RowsScanned = (long)Number(metrics, "CUMULATIVE_ROWS_SCANNED"),
            BytesRead = bytesRead,
            RowsReturned = (long)Number(metrics, "ROWS_RETURNED"),
            PeakBufferBytes = (long)Number(metrics, "SYSTEM_PEAK_BUFFER_MEMORY"),
            Root = NativeMethods.ProfilingInfoGetChildCount(root) == 0
                ? new OperatorProfile("", 0, 0, ExtraInfo.Parse(""), [])
                : ReadOperator(NativeMethods.ProfilingInfoGetChild(root, 0)),
        };
    }

    private static OperatorProfile ReadOperator(nint info)
    {
        Dictionary<string, string> metrics = ReadMetrics(info);
        OperatorProfile[] children = new OperatorProfile[NativeMethods.ProfilingInfoGetChildCount(info)];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = ReadOperator(NativeMethods.ProfilingInfoGetChild(info, (ulong)i));
        }

        return new OperatorProfile(
            metrics.GetValueOrDefault("OPERATOR_NAME") ?? metrics.GetValueOrDefault("OPERATOR_TYPE") ?? "",
            (long)Number(metrics, "OPERATOR_CARDINALITY"),
            Number(metrics, "OPERATOR_TIMING"),
            ExtraInfo.Parse(metrics.GetValueOrDefault("EXTRA_INFO") ?? ""),
            children);
    }

    private static Dictionary<string, string> ReadMetrics(nint info)
    {
        using ValueHandle map = NativeMethods.ProfilingInfoGetMetrics(info);
        Dictionary<string, string> metrics = new(StringComparer.OrdinalIgnoreCase);
        ulong count = NativeMethods.GetMapSize(map);
        for (ulong i = 0; i < count; i++)
        {
            using ValueHandle key = NativeMethods.GetMapKey(map, i);
            using ValueHandle value = NativeMethods.GetMapValue(map, i);
            metrics[NativeMethods.GetVarchar(key) ?? ""] = NativeMethods.GetVarchar(value) ?? "";
        }

        return metrics;
    }

    private static double Number(Dictionary<string, string> metrics, string name) =>
        metrics.TryGetValue(name, out string? text)
        && double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : 0;

    private static ulong ReadConnectionId(ConnectionHandle connection)
    {
        NativeMethods.ConnectionGetClientContext(connection, out ClientContextHandle context);
        using (context)
        {
            return NativeMethods.ClientContextGetConnectionId(context);
        }
    }
}
