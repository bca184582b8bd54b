using Tarn.Racer;

// The second process of tests that need one: it races for keys, holds the lake's lock, commits, or is killed somewhere.
return args switch
{
    ["create", string root, string start, string keys, string threads] =>
        await CreateRace.RunAsync(root, start, int.Parse(keys), int.Parse(threads)),
    ["lock", string stateDirectory] => LockHolder.Run(stateDirectory),
    ["put", string root, string key, string content] => await SingleWrite.PutAsync(root, key, content),
    ["move", string root, string localPath, string key] => await SingleWrite.MoveAsync(root, localPath, key),
    ["archive", string root, string key] => await SingleMove.ArchiveAsync(root, key),
    ["restore", string root, string key] => await SingleMove.RestoreAsync(root, key),
    ["commits", string root, string start, string commits, string threads] =>
        await TableCommits.RunAsync(root, start, int.Parse(commits), int.Parse(threads)),
    ["optimize", string root, string table] => await TableMaintenance.OptimizeAsync(root, table),
    ["vacuum", string root, string table] => await TableMaintenance.VacuumAsync(root, table),
    ["rate", string root, string clients, string seconds] =>
        await PutRate.RunAsync(root, int.Parse(clients), int.Parse(seconds)),
    _ => throw new ArgumentException($"Unknown arguments: {string.Join(' ', args)}"),
};
