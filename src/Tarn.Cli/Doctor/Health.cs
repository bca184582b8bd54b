namespace Tarn.Cli.Doctor;

internal enum Health
{
    Ok,

    /// <summary>Works, but somebody should know.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Failed,
}
