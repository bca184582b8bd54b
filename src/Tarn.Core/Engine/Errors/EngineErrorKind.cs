namespace Tarn.Engine.Errors;

/// <summary>
/// What kind of error the engine reported. Kinds that nobody needs to tell apart are <see cref="Other"/>.
/// </summary>
public enum EngineErrorKind
{
    Other,

    /// <summary>The text is not SQL.</summary>
    Parser,

    /// <summary>Names or types do not fit together.</summary>
    Binder,

    /// <summary>A table, function or type does not exist, or exists already.</summary>
    Catalog,

    /// <summary>A value cannot be cast.</summary>
    Conversion,

    /// <summary>A value is outside of its type's range.</summary>
    OutOfRange,

    InvalidInput,

    /// <summary>A not-null, unique, check or key constraint is violated.</summary>
    Constraint,

    NotImplemented,

    /// <summary>A file cannot be read or written.</summary>
    IO,

    /// <summary>The memory limit, or the limit of the scratch directory, is reached.</summary>
    OutOfMemory,

    /// <summary>Switched off by the instance's settings.</summary>
    Permission,

    Transaction,

    /// <summary>
    /// Stopped by us. Callers see <see cref="OperationCanceledException"/> instead when they asked for it.
    /// </summary>
    Interrupt,

    /// <summary>The instance is unusable from now on; the next Connect opens a new one.</summary>
    Fatal,

    /// <summary>A bug of the engine.</summary>
    Internal,
}
