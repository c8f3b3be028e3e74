Console.WriteLine("Support agent");
