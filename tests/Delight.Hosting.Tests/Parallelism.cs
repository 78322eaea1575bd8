// The instruments of Delight are those of the process: a test that counts must be alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
