using System.Globalization;
using Tarn.Engine.Errors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>Opens an in-memory database with our settings; blocking.</summary>
internal static class InstanceSettings
{
    public static DatabaseHandle Open(EngineOptions options)
    {
        if (NativeMethods.CreateConfig(out ConfigHandle config) != NativeState.Success)
        {
            throw EngineError.Create(EngineErrorKind.OutOfMemory, "The engine could not allocate its configuration.");
        }

        DatabaseHandle database;
        using (config)
        {
            foreach ((string name, string value) in All(options))
            {
                if (NativeMethods.SetConfig(config, name, value) != NativeState.Success)
                {
                    throw EngineError.Create(
                        EngineErrorKind.InvalidInput, $"The engine does not take '{value}' for its setting '{name}'.");
                }
            }

            NativeState state = NativeMethods.OpenExt(null, out database, config, out nint error);
            string? message = error == 0 ? null : OwnedText.Take(error);
            if (state != NativeState.Success)
            {
                throw EngineError.Read(message, null);
            }
        }

        LimitScratch(database, options);
        return database;
    }

    private static IEnumerable<(string Name, string Value)> All(EngineOptions options)
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("allow_community_extensions", "false");
        yield return ("allow_persistent_secrets", "false");
        yield return ("preserve_insertion_order", options.PreservesInsertionOrder ? "true" : "false");
        yield return ("temp_directory", options.ScratchDirectory ?? "");
        if (options.MemoryBytesMax is long memory)
        {
            yield return ("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memory}B"));
        }

        if (options.Threads is int threads)
        {
            yield return ("threads", threads.ToString(CultureInfo.InvariantCulture));
        }
    }

    // DuckDB 1.5.5 shows this setting when it is given on opening, but obeys it only when it is set afterwards.
    private static void LimitScratch(DatabaseHandle database, EngineOptions options)
    {
        if (options.ScratchBytesMax is not long bytes || options.ScratchDirectory is null)
        {
            return;
        }

        NativeMethods.Connect(database, out ConnectionHandle connection);
        using (connection)
        {
            SessionSettings.Run(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"SET GLOBAL max_temp_directory_size = '{bytes}B'"));
        }
    }
}
