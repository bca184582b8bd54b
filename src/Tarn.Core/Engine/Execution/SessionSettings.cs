using System.Collections.ObjectModel;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>What every connection is set to before anybody uses it.</summary>
internal static class SessionSettings
{
    // Errors as JSON carry the place in the text. Progress is only counted when a bar is asked for.
    private const string Sql = """
        SET errors_as_json = true;
        SET enable_progress_bar = true;
        SET enable_progress_bar_print = false;
        SET TimeZone = 'UTC';
        """;

    public static void Apply(ConnectionHandle connection) => Run(connection, Sql);

    /// <summary>Runs statements that have neither parameters nor a result.</summary>
    public static void Run(ConnectionHandle connection, string sql)
    {
        using Script script = Script.Parse(connection, sql);
        script.Run(ReadOnlyDictionary<string, object?>.Empty, canStream: false, CancellationToken.None).Dispose();
    }
}
